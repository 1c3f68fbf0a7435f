// Services keep the rules by themselves, whatever calls them.
import { createTestDatabase } from "@app/db/testing";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import { ById, defineDomain } from "@pitstop/domain";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createGuardedTables, guardedApi, WalletEntity, wallet, wallets } from "../../test/guarded.ts";
import { crudService } from "../crud/service.ts";
import { defineApi } from "../define-api.ts";
import { asApplication, asUser } from "./caller.ts";
import type { Access } from "./rules.ts";

let orm: MikroORM;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ orm, close } = await createTestDatabase());
  await createGuardedTables(orm);
});
afterAll(() => close());

const anna = (role: string) => ({ id: "anna", name: "Anna", role });
const work = (): EntityManager => orm.em.fork();
const walletOf = (owner: string, secret: string | null = null) =>
  asApplication(() => wallets.create(work(), wallet.create.parse({ name: "W", owner, secret })));

describe("a service", () => {
  test("refuses to work for nobody, and says what to do", async () => {
    await expect(wallets.list(work(), {})).rejects.toMatchObject({
      code: "CALLER_UNKNOWN",
      hint: expect.stringContaining("asApplication"),
    });
    await expect(wallets.byId(work(), { id: 1 })).rejects.toMatchObject({ code: "CALLER_UNKNOWN" });
    await expect(wallets.delete(work(), { id: 1 })).rejects.toMatchObject({ code: "CALLER_UNKNOWN" });
  });

  test("does all that the application's own work asks for", async () => {
    const made = await walletOf("berta", "s1");
    expect(made).toMatchObject({ owner: "berta", secret: "s1" });
    expect(await asApplication(() => wallets.byId(work(), made))).toEqual(made);
    expect(await asApplication(() => wallets.delete(work(), { id: made.id }))).toEqual({ id: made.id });
  });

  test("does for a user what the role may, and no more", async () => {
    const [own, other] = [await walletOf("anna", "s2"), await walletOf("berta", "s3")];
    const reader = anna("reader");
    expect(await asUser(reader, () => wallets.byId(work(), own))).not.toHaveProperty("secret");
    await expect(asUser(reader, () => wallets.byId(work(), other))).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: `Wallet ${other.id} does not exist. It may have been deleted.`,
    });
    await expect(asUser(reader, () => wallets.delete(work(), own))).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: "Your role (reader) may not delete wallets. Nothing was done.",
    });
    await expect(asUser(anna("somebody"), () => wallets.list(work(), {}))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test("knows no hidden attribute, also where no schema has looked at the input", async () => {
    const editor = anna("editor");
    const made = await walletOf("anna", "s4");
    const refused = {
      code: "BAD_REQUEST",
      message: expect.stringContaining('Unrecognized key: \\"secret\\"'),
    };
    const change = { id: made.id, version: 1, secret: "s5" };
    await expect(asUser(editor, () => wallets.update(work(), change))).rejects.toMatchObject(refused);
    const input = wallet.create.parse({ name: "W", owner: "anna", secret: "s6" });
    await expect(asUser(editor, () => wallets.create(work(), input))).rejects.toMatchObject(refused);
    const filter = { secret: { equals: "s4" } };
    await expect(asUser(editor, () => wallets.list(work(), { filter }))).rejects.toMatchObject(refused);
    await expect(
      asUser(editor, () => wallets.list(work(), { sort: { by: "secret" } })),
    ).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.not.stringMatching(/expected one of.*secret/),
    });
  });

  test("stays within a transaction, and keeps the rules in it", async () => {
    const other = await walletOf("berta");
    await work().transactional((em) =>
      asUser(anna("editor"), async () => {
        const made = await wallets.create(em, wallet.create.parse({ name: "In", owner: "anna" }));
        expect(await wallets.byId(em, made)).toEqual(made);
        await expect(wallets.byId(em, other)).rejects.toMatchObject({ code: "NOT_FOUND" });
      }),
    );
  });
});

test("a row that isn't there for the caller costs the statements of one that isn't there", async () => {
  const other = await walletOf("berta");
  const pool = (await orm.em.getConnection().getNativeClient()) as Pool;
  const { query } = pool;
  const texts: string[] = [];
  const send = query as (statement: { text: string }) => unknown; // of its many forms, the one that services use
  pool.query = ((statement: { text: string }) => {
    texts.push(statement.text);
    return send.call(pool, statement);
  }) as typeof pool.query; // it notes what passes
  const statements = async (id: number) => {
    texts.length = 0;
    const change = { id, version: 1, name: "X" };
    for (const call of [
      () => wallets.byId(work(), { id }),
      () => wallets.update(work(), change),
      () => wallets.delete(work(), { id }),
    ])
      await asUser(anna("editor"), () => expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" }));
    return [...texts];
  };
  const ofOther = await statements(other.id);
  const ofMissing = await statements(999_999);
  pool.query = query;
  expect(ofOther).toHaveLength(5);
  expect(ofOther).toEqual(ofMissing);
});

describe("a row scope", () => {
  const { access, domains } = guardedApi.definition;
  const scoped = (scope: () => Record<string, unknown>) => {
    const rules = { ...access.domains.wallet, scope } as Access["domains"][string];
    return crudService(wallet, WalletEntity, {
      access: { ...access, domains: { ...access.domains, wallet: rules } },
      domains,
      retired: [],
    });
  };
  const countOf = (scope: () => Record<string, unknown>) =>
    asUser(anna("admin"), () => scoped(scope).count(work(), {}));

  test.each([
    ["gives nothing", {}],
    ["gives no value", { owner: undefined }],
    ["names what the domain doesn't have", { ownr: "anna" }],
  ])("that %s opens no row: the call fails, and the error names the rule", async (_what, given) => {
    await expect(countOf(() => given)).rejects.toMatchObject({
      code: "SCOPE_INVALID",
      message: expect.stringContaining('"wallet" in packages/api/src/access.ts'),
    });
  });

  test("takes one of several values, or none", async () => {
    await asApplication(() => work().execute("delete from guarded_wallets"));
    await work().execute(
      "insert into guarded_wallets (name, owner, note) values ('1', 'a', null), ('2', 'b', 'x'), ('3', 'c', 'y')",
    );
    expect((await countOf(() => ({ owner: ["a", "b"] }))).count).toBe(2);
    expect((await countOf(() => ({ owner: [] }))).count).toBe(0);
    expect((await countOf(() => ({ note: null }))).count).toBe(1);
    expect((await countOf(() => ({ note: [null, "x"] }))).count).toBe(2);
    expect((await countOf(() => ({ note: [null, "x"], owner: "b" }))).count).toBe(1);
  });
});

test("what only older clients know of a hidden attribute is hidden, too", async () => {
  const { definition } = guardedApi;
  await work().execute("alter table guarded_wallets add column pin text, add column code text");
  await work().execute(
    "insert into guarded_wallets (name, owner, pin, secret, code) values ('Old', 'anna', '1234', 'c0de', 'c0de')",
  );
  const entry = { domain: "wallet", table: "guarded_wallets", since: "2026-01-01", type: "text" };
  const api = defineApi({
    ...definition,
    // One was removed, with a rule that stays; the other one's values are in a hidden attribute now.
    access: { ...definition.access, retired: { "guarded_wallets.pin": ["reader"] } },
    retired: [
      { ...entry, attribute: "pin", column: "pin" },
      { ...entry, attribute: "code", column: "code", renamedTo: "secret", replacedBy: "secret" },
    ],
    retiredSchemas: {
      "guarded_wallets.pin": z.string().nullable().meta({ searchable: true }),
      "guarded_wallets.code": z.string().nullable().meta({ searchable: true }),
    },
  });
  const service = api.crudService(wallet, WalletEntity);
  const { procedure, router } = api;
  const appRouter = router({
    wallet: router({
      list: procedure
        .input(wallet.list)
        .output(wallet.page)
        .query(({ ctx, input }) => service.list(ctx.em, input)),
      byId: procedure
        .input(ById)
        .output(wallet.output)
        .query(({ ctx, input }) => service.byId(ctx.em, input)),
      update: procedure
        .input(wallet.update)
        .output(wallet.output)
        .mutation(({ ctx, input }) => service.update(ctx.em, input)),
    }),
  });
  const as = (role: string) => appRouter.createCaller({ orm, requestId: "test", user: anna(role) }).wallet;
  const ask = (role: string, input: object) => as(role).list(input as never); // what older clients know is in no type
  const [seen] = (await ask("admin", { filter: { pin: { equals: "1234" } } })).items;
  expect(seen).toMatchObject({ name: "Old", pin: "1234", code: "c0de" });
  const [old] = (await ask("reader", { filter: { name: { equals: "Old" } } })).items;
  expect(JSON.stringify(old)).not.toMatch(/pin|code|1234|c0de|secret/);
  for (const name of ["pin", "code"])
    await expect(ask("reader", { filter: { [name]: { equals: "1234" } } })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  for (const search of ["1234", "c0de"]) {
    expect((await ask("reader", { search })).items).toEqual([]);
    expect((await ask("admin", { search })).items).toHaveLength(1);
  }
  const change = { id: old?.id ?? 0, version: 1, code: "other" };
  await expect(as("editor").update(change as never)).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("a domain without rules is closed to every role", async () => {
  const { access, domains } = guardedApi.definition;
  const other = defineDomain({ ...wallet, name: "other" });
  const service = crudService(other, WalletEntity, { access, domains, retired: [] });
  await expect(asUser(anna("admin"), () => service.list(work(), {}))).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});
