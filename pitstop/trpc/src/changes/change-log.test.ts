// What is logged of changes, who sees it, and what comes back.
import { createTestDatabase } from "@app/db/testing";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createGuardedTables,
  guardedApi,
  payment,
  payments,
  WalletEntity,
  wallet,
  wallets,
} from "../../test/guarded.ts";
import { asApplication, asUser } from "../access/caller.ts";
import { crudService } from "../crud/service.ts";
import { pruneChanges } from "./prune.ts";

let orm: MikroORM;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ orm, close } = await createTestDatabase());
  await createGuardedTables(orm);
});
afterAll(() => close());

const work = (): EntityManager => orm.em.fork();
const as = (id: string, role: string) => ({ id, name: id.toUpperCase(), role });
const admin = as("root", "admin");
const anna = as("anna", "editor");
const origin = { client: "pages 7", requestId: "r-1" };

const byAdmin = <Result>(run: () => Result): Result => asUser(admin, run, origin);
const newWallet = (input: Record<string, unknown> = {}) =>
  byAdmin(() => wallets.create(work(), wallet.create.parse({ name: "W", owner: "anna", ...input })));
const historyOf = async (id: number) => (await byAdmin(() => wallets.history(work(), { id }))).items;
const sql = (text: string) => orm.em.fork().execute(text);

describe("a change is logged", () => {
  test("with who made it, where it came from, and what it was before and after", async () => {
    const { id } = await newWallet({ note: "old" });
    await byAdmin(() => wallets.update(work(), { id, version: 1, note: "new", name: "W" }));
    await asApplication(() => wallets.delete(work(), { id }));
    const facts = { recordId: id, at: expect.stringMatching(/^\d{4}-.*Z$/) };
    const byRoot = { by: { id: "root", name: "ROOT" }, client: "pages 7", requestId: "r-1" };
    expect(await historyOf(id)).toEqual([
      {
        ...facts,
        id: expect.any(Number),
        action: "delete",
        version: 2,
        by: null,
        client: null,
        requestId: null,
        changes: [
          { name: "name", before: "W", after: null },
          { name: "owner", before: "anna", after: null },
          { name: "note", before: "new", after: null },
        ],
      },
      {
        ...facts,
        ...byRoot,
        id: expect.any(Number),
        action: "update",
        version: 2,
        changes: [{ name: "note", before: "old", after: "new" }],
      },
      {
        ...facts,
        ...byRoot,
        id: expect.any(Number),
        action: "create",
        version: 1,
        changes: [
          { name: "name", before: null, after: "W" },
          { name: "owner", before: null, after: "anna" },
          { name: "note", before: null, after: "old" },
        ],
      },
    ]);
  });

  test("under the user of the request, where the application does more than they may", async () => {
    const { id } = await newWallet();
    await asUser(
      anna,
      () => asApplication(() => wallets.update(work(), { id, version: 1, secret: "s" })),
      origin,
    );
    const [latest] = await historyOf(id);
    expect(latest).toMatchObject({
      by: { id: "anna" },
      changes: [{ name: "secret", before: null, after: "s" }],
    });
  });

  test("with relations as the records that they lead to", async () => {
    const owned = await newWallet();
    const { id } = await byAdmin(() =>
      payments.create(work(), payment.create.parse({ name: "P", walletId: owned.id })),
    );
    const { items } = await byAdmin(() => payments.history(work(), { id }));
    expect(items[0]?.changes).toContainEqual({
      name: "wallet",
      before: null,
      after: { id: owned.id, name: "W" },
    });
  });

  test("not at all where it isn't made", async () => {
    const one = await newWallet({ secret: "only" });
    const two = await newWallet();
    await expect(
      byAdmin(() => wallets.update(work(), { id: two.id, version: 7, name: "X" })),
    ).rejects.toThrow();
    await expect(
      byAdmin(() => wallets.update(work(), { id: two.id, version: 1, secret: "only" })),
    ).rejects.toThrow();
    await byAdmin(() => wallets.update(work(), { id: two.id, version: 1 }));
    await expect(
      orm.em.fork().transactional(async (em) => {
        await byAdmin(() => wallets.update(em, { id: two.id, version: 1, name: "X" }));
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect((await historyOf(two.id)).map(({ action }) => action)).toEqual(["create"]);
    expect(await historyOf(one.id)).toHaveLength(1);
  });

  test("as what was really replaced, whoever wrote at the same moment", async () => {
    const { id } = await newWallet({ note: "a" });
    const change = (note: string) =>
      byAdmin(() => wallets.update(work(), { id, version: 1, note })).catch(() => undefined);
    await Promise.all(["b", "c", "d", "e"].map(change));
    const changes = await historyOf(id);
    expect(changes).toHaveLength(2);
    expect(changes[0]?.changes[0]?.before).toBe("a");
    const { note } = await byAdmin(() => wallets.byId(work(), { id }));
    expect(changes[0]?.changes[0]?.after).toBe(note);
  });
});

describe("a history", () => {
  test("has pages", async () => {
    const { id } = await newWallet();
    for (let version = 1; version < 6; version++)
      await byAdmin(() => wallets.update(work(), { id, version, name: `W${version}` }));
    const read: number[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await byAdmin(() => wallets.history(work(), { id, limit: 2, cursor }));
      read.push(...page.items.map(({ version }) => version));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(read).toEqual([6, 5, 4, 3, 2, 1]);
    await expect(byAdmin(() => wallets.history(work(), { id, cursor: "x" }))).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });

  test("has nothing of what is hidden, and refuses who may not read", async () => {
    const { id } = await newWallet({ secret: "hush" });
    await byAdmin(() => wallets.update(work(), { id, version: 1, secret: "hush hush" }));
    const seen = await asUser(anna, () => wallets.history(work(), { id }));
    expect(JSON.stringify(seen)).not.toMatch(/hush|secret/);
    expect(seen.items.map(({ changes }) => changes.length)).toEqual([0, 2]);
    await expect(asUser(as("x", "somebody"), () => wallets.history(work(), { id }))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test("ends for a role with a row scope where the record came into it", async () => {
    const { id } = await newWallet({ owner: "berta", note: "of berta" });
    await byAdmin(() => wallets.update(work(), { id, version: 1, owner: "anna" }));
    await byAdmin(() => wallets.update(work(), { id, version: 2, note: "of anna" }));
    const seen = await asUser(anna, () => wallets.history(work(), { id }));
    expect(seen.items.map(({ version }) => version)).toEqual([3]);
    await expect(asUser(as("berta", "editor"), () => wallets.history(work(), { id }))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(asUser(anna, () => wallets.restore(work(), { id, to: 1 }))).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringContaining("does not reach back"),
    });
  });

  test("of a deleted record is there for those that had it", async () => {
    const { id } = await newWallet();
    await byAdmin(() => wallets.delete(work(), { id }));
    expect((await asUser(anna, () => wallets.history(work(), { id }))).items).toHaveLength(2);
    const berta = asUser(as("berta", "editor"), () => wallets.history(work(), { id }));
    await expect(berta).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(byAdmin(() => wallets.history(work(), { id: 999_999 }))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("an earlier version", () => {
  test("comes back as a change of its own", async () => {
    const { id } = await newWallet({ note: "one", secret: "s9" });
    await byAdmin(() => wallets.update(work(), { id, version: 1, note: "two", secret: null }));
    await byAdmin(() => wallets.update(work(), { id, version: 2, note: "three", name: "V" }));
    expect(await byAdmin(() => wallets.restore(work(), { id, to: 1, version: 3 }))).toMatchObject({
      name: "W",
      note: "one",
      secret: "s9",
      version: 4,
    });
    expect((await historyOf(id))[0]).toMatchObject({ action: "restore", version: 4 });
    // And the change before that one.
    expect(await byAdmin(() => wallets.restore(work(), { id, to: 3 }))).toMatchObject({
      name: "V",
      note: "three",
    });
  });

  test("is refused, and nothing done, where it can't be had", async () => {
    const { id } = await newWallet({ secret: "mine" });
    await byAdmin(() => wallets.update(work(), { id, version: 1, secret: null }));
    const restore = (request: object) => byAdmin(() => wallets.restore(work(), { id, ...request }));
    await expect(restore({ to: 1, version: 1 })).rejects.toMatchObject({ code: "CONFLICT", reason: "stale" });
    await expect(restore({ to: 3 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(restore({})).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await newWallet({ secret: "mine" });
    await expect(restore({ to: 1 })).rejects.toMatchObject({ code: "23505" });
    await sql(`delete from pitstop_history.changes where record_id = ${id} and version = 2`);
    await expect(restore({ to: 1 })).rejects.toMatchObject({
      message: expect.stringContaining("does not reach back"),
    });
    expect(await byAdmin(() => wallets.byId(work(), { id }))).toMatchObject({ secret: null, version: 2 });
  });

  test("is refused where it would write what the role only reads, and leaves what is hidden", async () => {
    const { id } = await newWallet({ note: "one", secret: "s1" });
    await byAdmin(() => wallets.update(work(), { id, version: 1, note: "two" }));
    await expect(asUser(anna, () => wallets.restore(work(), { id, to: 1 }))).rejects.toMatchObject({
      code: "BAD_REQUEST",
      fields: { note: [expect.any(String)] },
    });
    await byAdmin(() => wallets.update(work(), { id, version: 2, name: "V", secret: "s2" }));
    const restored = await asUser(anna, () => wallets.restore(work(), { id, to: 2 }));
    expect(restored).toMatchObject({ name: "W" });
    expect(await byAdmin(() => wallets.byId(work(), { id }))).toMatchObject({ name: "W", secret: "s2" });
    await expect(
      asUser(as("anna", "reader"), () => wallets.restore(work(), { id, to: 2 })),
    ).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("a deleted record", () => {
  const trashOf = async (user: typeof admin) =>
    (await asUser(user, () => wallets.trash(work(), { limit: 100 }))).items.map(({ recordId }) => recordId);

  test("is in the trash of those that had it, and comes back as it was", async () => {
    const made = await newWallet({ note: "n", secret: "back" });
    await byAdmin(() => wallets.delete(work(), made));
    expect(await trashOf(admin)).toContain(made.id);
    expect(await trashOf(anna)).toContain(made.id);
    expect(await trashOf(as("berta", "editor"))).not.toContain(made.id);
    await expect(asUser(as("berta", "editor"), () => wallets.restore(work(), made))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    // What is hidden from Anna comes back too.
    expect(await asUser(anna, () => wallets.restore(work(), { id: made.id }))).not.toHaveProperty("secret");
    expect(await byAdmin(() => wallets.byId(work(), made))).toEqual({
      ...made,
      version: 2,
      updatedAt: expect.any(String),
    });
    expect(await trashOf(admin)).not.toContain(made.id);
    // Deleted and restored, its versions go on.
    await byAdmin(() => wallets.update(work(), { id: made.id, version: 2, name: "V" }));
    expect(await byAdmin(() => wallets.restore(work(), { id: made.id, to: 1 }))).toMatchObject({
      name: "W",
      version: 4,
    });
  });

  test("stays away where a unique value is taken, or a related record is gone", async () => {
    const made = await newWallet({ secret: "taken" });
    await byAdmin(() => wallets.delete(work(), made));
    await newWallet({ secret: "taken" });
    await expect(byAdmin(() => wallets.restore(work(), { id: made.id }))).rejects.toMatchObject({
      code: "23505",
    });
    const owner = await newWallet();
    const paid = await byAdmin(() =>
      payments.create(work(), payment.create.parse({ name: "P", walletId: owner.id })),
    );
    await byAdmin(() => payments.delete(work(), paid));
    await byAdmin(() => wallets.delete(work(), owner));
    await expect(byAdmin(() => payments.restore(work(), { id: paid.id }))).rejects.toMatchObject({
      code: "23503",
    });
    expect(await trashOf(admin)).toContain(made.id);
  });

  test("can be restored for 30 days", async () => {
    const made = await newWallet();
    await byAdmin(() => wallets.delete(work(), made));
    await sql(
      `update pitstop_history.changes set at = now() - interval '30 d 1 h' where record_id = ${made.id}`,
    );
    expect(await trashOf(admin)).not.toContain(made.id);
    await expect(byAdmin(() => wallets.restore(work(), { id: made.id }))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

test("names that ended with a purge are shown as they are now, and what is gone isn't shown", async () => {
  const { id } = await newWallet();
  await sql(`update pitstop_history.changes set table_name = 'purses',
    after = '{"title": "W", "owner": "anna", "note": "not this one", "paint": "red"}' where record_id = ${id}`);
  await sql(`insert into pitstop_history.names (table_name, attribute, now_named, last_change)
    select table_name, attribute, now_named, (select max(id) from pitstop_history.changes) from (values
      ('purses', 'note', null), ('purses', null, 'guarded_wallets'),
      ('guarded_wallets', 'title', 'label'), ('guarded_wallets', 'label', 'name')) v (table_name, attribute, now_named)`);
  await byAdmin(() => wallets.update(work(), { id, version: 1, note: "this one" }));
  expect((await historyOf(id)).map(({ changes }) => changes)).toEqual([
    [{ name: "note", before: null, after: "this one" }],
    [
      { name: "name", before: null, after: "W" },
      { name: "owner", before: null, after: "anna" },
    ],
  ]);
  // Another table that gets the name begins without a history.
  await sql(
    "insert into pitstop_history.changes (table_name, record_id, version, action, after) values ('purses', " +
      id +
      ", 1, 'create', '{}')",
  );
  expect(await historyOf(id)).toHaveLength(2);
  await sql("delete from pitstop_history.names");
});

test("changes are pruned once they are old", async () => {
  const { id } = await newWallet();
  await byAdmin(() => wallets.update(work(), { id, version: 1, name: "V" }));
  await sql(
    `update pitstop_history.changes set at = now() - interval '8 d' where record_id = ${id} and version = 1`,
  );
  await sql(
    `update pitstop_history.changes set at = now() - interval '8 d' where id = (select min(id) from pitstop_history.changes)`,
  );
  expect(await pruneChanges(orm, 7)).toBeGreaterThan(0);
  expect(await pruneChanges(orm, 7)).toBe(0);
  expect((await historyOf(id)).map(({ version }) => version)).toEqual([2]);
});

test("a domain that isn't logged says so, and leaves nothing", async () => {
  const silent = crudService(wallet, WalletEntity, {
    ...guardedApi.definition,
    changeLog: { except: ["wallet"] },
  });
  const { id } = await byAdmin(() =>
    silent.create(work(), wallet.create.parse({ name: "W", owner: "anna" })),
  );
  await byAdmin(() => silent.update(work(), { id, version: 1, name: "V" }));
  await expect(byAdmin(() => silent.history(work(), { id }))).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: "Changes of wallets are not logged.",
  });
  await byAdmin(() => silent.delete(work(), { id }));
  expect(
    await sql(
      `select from pitstop_history.changes where record_id = ${id} and table_name = 'guarded_wallets'`,
    ),
  ).toEqual([]);
});
