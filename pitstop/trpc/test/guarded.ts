// Three domains with access rules of every kind, as an application of their own: wallets that people see their own of,
// with a secret that only admins know; payments that lead to them; and vaults that only admins read.
import { defineEntity, p } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import { record } from "@pitstop/database";
import {
  ById,
  Count,
  Deleted,
  Deletion,
  defineDomain,
  HistoryPage,
  HistoryQuery,
  Restoration,
  TrashQuery,
} from "@pitstop/domain";
import { z } from "zod";
import { defineAccess } from "../src/access/rules.ts";
import { defineApi } from "../src/define-api.ts";
import { serveApi } from "../src/served-api.ts";
import { recordColumns } from "./record-columns.ts";
import { version } from "./version.ts";

const text = (label: string) => z.string().trim().min(1).max(40).meta({ label, searchable: true });

export const wallet = defineDomain({
  name: "wallet",
  plural: "wallets",
  label: { one: "Wallet", many: "Wallets" },
  description: "What somebody has.",
  title: "name",
  attributes: {
    name: text("Name").meta({ sortable: true }),
    owner: text("Owner"),
    secret: text("Secret").nullable().meta({ label: "Secret", sortable: true, searchable: true }),
    note: text("Note").nullable(),
  },
  relations: { vault: { domain: "vault", label: "Vault", nullable: true } },
});

export const payment = defineDomain({
  name: "payment",
  plural: "payments",
  label: { one: "Payment", many: "Payments" },
  description: "What goes into a wallet.",
  title: "name",
  attributes: { name: text("Name").meta({ sortable: true }) },
  relations: { wallet: { domain: "wallet", label: "Wallet", nullable: true } },
});

export const vault = defineDomain({
  name: "vault",
  plural: "vaults",
  label: { one: "Vault", many: "Vaults" },
  description: "Where wallets are.",
  title: "name",
  attributes: { name: text("Name").meta({ sortable: true }) },
  relations: {},
});

const VaultEntity = defineEntity({
  name: "GuardedVault",
  tableName: "guarded_vaults",
  properties: { ...record, name: p.string().length(40) },
});

export const WalletEntity = defineEntity({
  name: "GuardedWallet",
  tableName: "guarded_wallets",
  properties: {
    ...record,
    name: p.string().length(40),
    owner: p.string().length(40),
    secret: p.string().length(40).nullable().unique(),
    note: p.string().length(40).nullable(),
    vault: () => p.manyToOne(VaultEntity).nullable(),
  },
});

const PaymentEntity = defineEntity({
  name: "GuardedPayment",
  tableName: "guarded_payments",
  properties: {
    ...record,
    name: p.string().length(40),
    wallet: () => p.manyToOne(WalletEntity).nullable().deleteRule("restrict"),
  },
});

export const domains = { wallet, payment, vault };

const everyone = ["reader", "editor", "admin"] as const;
const writers = ["editor", "admin"] as const;
const admins = ["admin"] as const;

const access = defineAccess<typeof domains, GuardedRouter>()({
  roles: everyone,
  withoutSignIn: "admin",
  standard: { read: everyone, create: writers, update: writers, delete: writers },
  domains: {
    wallet: {
      hidden: { secret: ["reader", "editor"], vault: ["reader"] },
      readOnly: { note: ["editor"] },
      scope: {
        reader: ({ user }) => ({ owner: user.id }),
        editor: ({ user }) => ({ owner: user.id }),
      },
      procedures: { rename: writers, whole: everyone },
    },
    payment: {},
    vault: { read: admins, create: admins, update: admins, delete: admins },
  },
  procedures: { "bank.isOpen": everyone },
});

export const guardedApi = defineApi({
  domains,
  entities: { wallet: WalletEntity, payment: PaymentEntity, vault: VaultEntity },
  retired: [],
  retiredSchemas: {},
  version,
  history: { versions: [], surfaces: {} },
  about: {
    title: "Guarded",
    contact: { name: "The people who run this server" },
    license: { name: "MIT", identifier: "MIT" },
    client: "@guarded/api/client",
  },
  access,
  changeLog: {},
});

const { crudService, procedure, router } = guardedApi;
export const wallets = crudService(wallet, WalletEntity);
export const payments = crudService(payment, PaymentEntity);
const vaults = crudService(vault, VaultEntity);

export const guardedRouter = router({
  wallet: router({
    list: procedure
      .input(wallet.list)
      .output(wallet.page)
      .query(({ ctx, input }) => wallets.list(ctx.em, input)),
    count: procedure
      .input(wallet.count)
      .output(Count)
      .query(({ ctx, input }) => wallets.count(ctx.em, input)),
    byId: procedure
      .input(ById)
      .output(wallet.output)
      .query(({ ctx, input }) => wallets.byId(ctx.em, input)),
    create: procedure
      .input(wallet.create)
      .output(wallet.output)
      .mutation(({ ctx, input }) => wallets.create(ctx.em, input)),
    update: procedure
      .input(wallet.update)
      .output(wallet.output)
      .mutation(({ ctx, input }) => wallets.update(ctx.em, input)),
    delete: procedure
      .input(Deletion)
      .output(Deleted)
      .mutation(({ ctx, input }) => wallets.delete(ctx.em, input)),
    history: procedure
      .input(HistoryQuery)
      .output(HistoryPage)
      .query(({ ctx, input }) => wallets.history(ctx.em, input)),
    trash: procedure
      .input(TrashQuery)
      .output(HistoryPage)
      .query(({ ctx, input }) => wallets.trash(ctx.em, input)),
    restore: procedure
      .input(Restoration)
      .output(wallet.output)
      .mutation(({ ctx, input }) => wallets.restore(ctx.em, input)),
    /** A procedure of its own, which works for its caller. */
    rename: procedure
      .input(z.strictObject({ id: z.int(), name: z.string() }))
      .output(z.object({ renamed: wallet.output }))
      .mutation(async ({ ctx, input }) => {
        const { version: read } = await wallets.byId(ctx.em, input);
        return { renamed: await wallets.update(ctx.em, { ...input, version: read }) };
      }),
    /** One that reads rows by itself, with all that they have. */
    whole: procedure
      .input(z.strictObject({ id: z.int() }))
      .output(z.array(wallet.output.pick({ name: true, secret: true })))
      .query(({ ctx, input }) =>
        ctx.em.execute("select name, secret from guarded_wallets where id = ?", [input.id]),
      ),
  }),
  payment: router({
    list: procedure
      .input(payment.list)
      .output(payment.page)
      .query(({ ctx, input }) => payments.list(ctx.em, input)),
    count: procedure
      .input(payment.count)
      .output(Count)
      .query(({ ctx, input }) => payments.count(ctx.em, input)),
    byId: procedure
      .input(ById)
      .output(payment.output)
      .query(({ ctx, input }) => payments.byId(ctx.em, input)),
    create: procedure
      .input(payment.create)
      .output(payment.output)
      .mutation(({ ctx, input }) => payments.create(ctx.em, input)),
    update: procedure
      .input(payment.update)
      .output(payment.output)
      .mutation(({ ctx, input }) => payments.update(ctx.em, input)),
    delete: procedure
      .input(Deletion)
      .output(Deleted)
      .mutation(({ ctx, input }) => payments.delete(ctx.em, input)),
    history: procedure
      .input(HistoryQuery)
      .output(HistoryPage)
      .query(({ ctx, input }) => payments.history(ctx.em, input)),
    trash: procedure
      .input(TrashQuery)
      .output(HistoryPage)
      .query(({ ctx, input }) => payments.trash(ctx.em, input)),
    restore: procedure
      .input(Restoration)
      .output(payment.output)
      .mutation(({ ctx, input }) => payments.restore(ctx.em, input)),
  }),
  vault: router({
    list: procedure
      .input(vault.list)
      .output(vault.page)
      .query(({ ctx, input }) => vaults.list(ctx.em, input)),
    create: procedure
      .input(vault.create)
      .output(vault.output)
      .mutation(({ ctx, input }) => vaults.create(ctx.em, input)),
    delete: procedure
      .input(Deletion)
      .output(Deleted)
      .mutation(({ ctx, input }) => vaults.delete(ctx.em, input)),
  }),
  /** A router that belongs to no domain. */
  bank: router({ isOpen: procedure.output(z.boolean()).query(() => true) }),
});
export type GuardedRouter = typeof guardedRouter;

export const servedGuardedApi = () => serveApi(guardedApi, guardedRouter, async () => ({}));

/** Gives the domains their tables. */
export async function createGuardedTables(orm: MikroORM): Promise<void> {
  for (const entity of [VaultEntity, WalletEntity, PaymentEntity]) orm.discoverEntity(entity);
  await orm.em.fork().execute(`
    create table guarded_vaults (${recordColumns}, name varchar(40) not null);
    create table guarded_wallets (${recordColumns}, name varchar(40) not null, owner varchar(40) not null,
      secret varchar(40) unique, note varchar(40), vault_id bigint references guarded_vaults);
    create table guarded_payments (${recordColumns}, name varchar(40) not null,
      wallet_id bigint references guarded_wallets on delete restrict)`);
}
