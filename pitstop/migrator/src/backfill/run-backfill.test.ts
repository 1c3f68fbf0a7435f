import { setTimeout as pause } from "node:timers/promises";
import type { BackfillPlan } from "@pitstop/lint/recipes";
import type pg from "pg";
import { expect, test } from "vitest";
import { isLong } from "../../test/long-form.ts";
import { seeLockWaits, testConnection, testServer } from "../../test/server.ts";
import { killScript } from "../../test/spawn-script.ts";
import { countBackfill } from "./count.ts";
import type { BackfillProgress } from "./options.ts";
import { runBackfill } from "./run-backfill.ts";

const server = testServer();

const plan: BackfillPlan = {
  table: "cars",
  set: "price = id * 10, times = times + 1",
  where: "price is null",
  batchSize: 100,
};

async function createCars(url: string, rows: number): Promise<pg.Client> {
  const client = await testConnection(url);
  await client.query(
    "create table cars (id bigint generated always as identity primary key, price bigint, times int not null default 0)",
  );
  await client.query("insert into cars select from generate_series(1, $1)", [rows]);
  return client;
}

/** How many cars are filled, how many are filled wrongly, and how many more than once. */
async function filled(client: pg.ClientBase): Promise<{ right: number; wrong: number; again: number }> {
  const { rows } = await client.query<{ right: number; wrong: number; again: number }>(
    `select count(*) filter (where price = id * 10)::int as "right",
       count(*) filter (where price is distinct from id * 10)::int as wrong,
       count(*) filter (where times > 1)::int as again from cars`,
  );
  return rows[0] ?? { right: 0, wrong: 0, again: 0 };
}

test("every row that matches is filled once, and the others stay", async () => {
  const url = await server.database();
  const client = await createCars(url, 2_000);
  await client.query("update cars set price = 7 where id <= 500");
  await expect(countBackfill(url, plan)).resolves.toEqual({ rows: 1_500, isEstimate: false });
  const seen: BackfillProgress[] = [];
  const result = await runBackfill({ url, plan, onProgress: (progress) => seen.push(progress) });
  expect(result).toMatchObject({ rows: 1_500, retries: 0 });
  expect(result.batches).toBeGreaterThan(3);
  await expect(filled(client)).resolves.toEqual({ right: 1_500, wrong: 500, again: 0 });
  expect(seen[0]).toMatchObject({ task: "Filling cars", done: 0, total: 1_500, secondsLeft: undefined });
  expect(seen.at(-1)).toMatchObject({ done: 1_500, total: 1_500, unit: "rows", secondsLeft: 0 });
  expect(seen.at(-1)?.rowsPerSecond).toBeGreaterThan(0);
});

test("a second call finds nothing to do, and rows that came since are filled by a third", async () => {
  const url = await server.database();
  const client = await createCars(url, 200);
  await runBackfill({ url, plan });
  await expect(runBackfill({ url, plan })).resolves.toMatchObject({ rows: 0, batches: 0 });
  await client.query("insert into cars default values; insert into cars default values");
  await expect(runBackfill({ url, plan })).resolves.toMatchObject({ rows: 2 });
});

/** Lets SQL happen once, in the batch that first fills a car with an id beyond this one. */
async function onceBeyond(client: pg.ClientBase, id: number, sql: string): Promise<void> {
  await client.query(`
    create sequence happened;
    create function happen() returns trigger language plpgsql as $$ begin
      if (select max(id) from filled) > ${id} then
        if nextval('happened') = 1 then ${sql}; end if;
      end if;
      return null;
    end $$;
    create trigger happen after update on cars referencing new table as filled
      for each statement execute function happen()`);
}

test("rows that come behind the place where it is are met by another walk", async () => {
  const url = await server.database();
  const client = await createCars(url, 1_000);
  await client.query("delete from cars where id <= 300");
  await onceBeyond(
    client,
    600,
    "insert into cars (id) overriding system value select generate_series(1, 50)",
  );
  await runBackfill({ url, plan });
  await expect(filled(client)).resolves.toEqual({ right: 750, wrong: 0, again: 0 });
});

test.each([
  [
    "two columns",
    "create table parts (a int, b text, n int, primary key (b, a))",
    "select n % 50, 'x' || n / 50",
  ],
  ["a uuid", "create table parts (a uuid primary key, n int)", "select md5(n::text)::uuid"],
  [
    "text in another collation",
    'create table parts (a text collate "C" primary key, n int)',
    "select 'é' || n",
  ],
  [
    "a time",
    "create table parts (a timestamptz primary key, n int)",
    "select now() + n * interval '1 microsecond'",
  ],
  [
    "a name that needs quotes",
    'create table parts ("Ä b" numeric(9, 3) primary key, n int)',
    "select n / 7.0",
  ],
])("the primary key may be %s", async (_, create, keys) => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query(create);
  await client.query(`insert into parts ${keys} from generate_series(1, 500) as n`);
  const result = await runBackfill({
    url,
    plan: { table: "parts", set: "n = 1", where: "n is null", batchSize: 60 },
  });
  expect(result.rows).toBe(500);
});

test.each([
  ["a unique index", "create table parts (a int not null, n int); create unique index on parts (a)"],
  [
    "a constraint over two columns",
    "create table parts (a int not null, b text not null default 'x', n int, unique (b, a))",
  ],
  [
    "the one of several that nothing weakens",
    `create table parts (a int not null, b int unique default null, n int);
     create unique index parts_some on parts (a) where a > 9;
     create unique index parts_expression on parts ((a + 1));
     create unique index parts_whole on parts (a) include (n)`,
  ],
])("without a primary key %s serves", async (_, create) => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query(create);
  await client.query("insert into parts (a) select generate_series(1, 500)");
  const fill = { table: "parts", set: "n = a * 10", where: "n is null", batchSize: 60 };
  await expect(runBackfill({ url, plan: fill })).resolves.toMatchObject({ rows: 500 });
  const { rows } = await client.query("select from parts where n = a * 10");
  expect(rows).toHaveLength(500);
});

test.each([
  ['public."Cap"', "Cap"],
  ['"public"."Cap"', "Cap"],
  ['"Cap"', "Cap"],
  ["Cap", "Cap"],
  ["public.Cap", "Cap"],
  [" public . cars ", "cars"],
  ["PUBLIC.Cars", "cars"],
  ['"Or""der Items"', 'Or"der Items'],
  ['public."a.b"', "a.b"],
])("the table may be written %s", async (written, table) => {
  const url = await server.database();
  const client = await testConnection(url);
  const quoted = `"${table.replaceAll('"', '""')}"`;
  await client.query(`create table ${quoted} (id int primary key, n int)`);
  await client.query(`insert into ${quoted} values (1)`);
  const fill = { table: written, set: "n = 1", where: "n is null" };
  await expect(countBackfill(url, fill)).resolves.toEqual({ rows: 1, isEstimate: false });
  await expect(runBackfill({ url, plan: fill })).resolves.toMatchObject({ rows: 1 });
});

test("of two tables that differ in case, the one that is spelled the same is filled", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query(
    `create table "Cap" (id int primary key, n int); create table cap (id int primary key, n int)`,
  );
  await client.query(`insert into "Cap" values (1); insert into cap values (1)`);
  await runBackfill({ url, plan: { table: "Cap", set: "n = 1", where: "n is null" } });
  const { rows } = await client.query(`select c.n as upper, l.n as lower from "Cap" c, cap l`);
  expect(rows).toEqual([{ upper: 1, lower: null }]);
});

test("a table in a schema, and a comment at the end of the condition", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query("create schema sales; create table sales.cars (id int primary key, n int)");
  await client.query("insert into sales.cars select generate_series(1, 10)");
  const sales = { table: "sales.cars", set: "n = 1", where: "n is null or false -- the new ones" };
  await expect(runBackfill({ url, plan: sales })).resolves.toMatchObject({ rows: 10 });
});

test.each([
  ["create table cars (id int)", plan, "BACKFILL_NO_PRIMARY_KEY"],
  ["create table cars (id int unique)", plan, "BACKFILL_NO_PRIMARY_KEY"],
  ["create table vans (id int primary key)", plan, "BACKFILL_TABLE_MISSING"],
  ["create table cars (id int primary key)", { ...plan, table: 'public."cars' }, "BACKFILL_TABLE_MISSING"],
  ["create table cars (id int primary key)", { ...plan, table: '"cars"x' }, "BACKFILL_TABLE_MISSING"],
  [
    "create table cars (id int primary key)",
    { ...plan, table: "shop.public.cars" },
    "BACKFILL_TABLE_MISSING",
  ],
  ["create table cars (id int primary key)", { ...plan, table: "public." }, "BACKFILL_TABLE_MISSING"],
  ["create view cars as select 1 as id, 2 as price", plan, "BACKFILL_NO_PRIMARY_KEY"],
])("a table that cannot be filled is refused before anything changes: %s", async (create, asked, code) => {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query(create);
  await expect(runBackfill({ url, plan: asked })).rejects.toMatchObject({ code });
  await expect(countBackfill(url, asked)).rejects.toMatchObject({ code });
});

test("a column that does not exist shows in the count", async () => {
  const url = await server.database();
  await createCars(url, 1);
  await expect(countBackfill(url, { ...plan, set: "cost = 1" })).rejects.toThrow('column "cost"');
});

test("a row that cannot be filled names its batch, which is rolled back, and the next run goes on there", async () => {
  const url = await server.database();
  const client = await createCars(url, 1_000);
  await client.query("alter table cars add constraint not_777 check (price <> 7770)");
  const error = await runBackfill({ url, plan }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "BACKFILL_BATCH_FAILED" });
  const [, after, upTo] = /cars \(id\) after \((\d+)\) up to \((\d+)\)/.exec(String(error)) ?? [];
  expect(Number(after)).toBeLessThan(777);
  expect(Number(upTo)).toBeGreaterThanOrEqual(777);
  const before = await filled(client);
  expect(before.right).toBe(Number(after));
  await client.query("alter table cars drop constraint not_777");
  const { rows } = await runBackfill({ url, plan });
  expect(rows).toBe(1_000 - before.right);
  await expect(filled(client)).resolves.toEqual({ right: 1_000, wrong: 0, again: 0 });
});

test("a plan that leaves its rows as they match is refused at the first batch", async () => {
  const url = await server.database();
  const client = await createCars(url, 100);
  const endless = { ...plan, set: "times = times + 1" };
  await expect(runBackfill({ url, plan: endless })).rejects.toMatchObject({ code: "BACKFILL_NEVER_ENDS" });
  await expect(filled(client)).resolves.toMatchObject({ again: 0 });
});

/** Stands in for rows that take their time: a batch above this size is stopped as by the statement timeout. */
async function stopBatchesAbove(client: pg.ClientBase, rows: number): Promise<void> {
  await client.query(`
    create function stop_large() returns trigger language plpgsql as $$ begin
      if (select count(*) from filled) > ${rows} then raise exception using errcode = '57014'; end if;
      return null;
    end $$;
    create trigger stop_large after update on cars referencing new table as filled
      for each statement execute function stop_large()`);
}

test("a batch that runs into the statement timeout is taken in smaller ones", async () => {
  const url = await server.database();
  const client = await createCars(url, 60);
  await stopBatchesAbove(client, 30);
  await expect(runBackfill({ url, plan })).resolves.toMatchObject({ rows: 60 });
});

test("a single row that takes longer than the statement timeout is told", async () => {
  const url = await server.database();
  const client = await createCars(url, 10);
  await stopBatchesAbove(client, 0);
  await expect(runBackfill({ url, plan: { ...plan, batchSize: 4 } })).rejects.toMatchObject({
    code: "BACKFILL_TOO_SLOW",
  });
  await expect(filled(client)).resolves.toMatchObject({ right: 0 });
});

test("of two at once, both finish, no row is filled twice, and the account is right", async () => {
  const url = await server.database();
  const client = await createCars(url, 3_000);
  const results = await Promise.all([runBackfill({ url, plan }), runBackfill({ url, plan })]);
  expect(results.reduce((sum, { rows }) => sum + rows, 0)).toBe(3_000);
  const { rows: account } = await client.query("select row_count::int as rows from pitstop.backfills");
  expect(account).toEqual([{ rows: 3_000 }]);
  await expect(filled(client)).resolves.toEqual({ right: 3_000, wrong: 0, again: 0 });
});

test("the account that another process holds for its batch is waited for", async () => {
  const url = await server.database();
  const client = await createCars(url, 300);
  await runBackfill({ url, plan: { ...plan, where: "false" } });
  // What PostgreSQL says of a lock that was not to be had in time, for the first three changes of the account.
  await client.query(`
    create sequence refused;
    create function refuse() returns trigger language plpgsql as $$
    begin
      if nextval('refused') <= 3 then raise lock_not_available; end if;
      return new;
    end $$;
    create trigger refuse before insert or update of batch_size on pitstop.backfills
      for each row execute function refuse()`);
  await expect(runBackfill({ url, plan })).resolves.toMatchObject({ rows: 300, retries: 3 });
  await expect(filled(client)).resolves.toEqual({ right: 300, wrong: 0, again: 0 });
});

/** A session that holds the car with the number 555 until it commits. */
async function holdCar555(url: string): Promise<pg.Client> {
  const holder = await testConnection(url);
  await holder.query("begin");
  await holder.query("update cars set times = 0 where id = 555");
  return holder;
}

test("a row that another session holds for too long fails the batch, and the session is named", async () => {
  const url = await server.database();
  await createCars(url, 1_000);
  await holdCar555(url);
  await expect(runBackfill({ url, plan, lockTimeout: 1_000, maxWait: 0 })).rejects.toMatchObject({
    code: "BACKFILL_LOCK_TIMEOUT",
    message: expect.stringContaining("update cars set times = 0 where id = 555"),
  });
});

test("a row that another session holds makes it wait, and smaller batches come nearer to it", async () => {
  const url = await server.database();
  const client = await createCars(url, 1_000);
  const holder = await holdCar555(url);
  const running = runBackfill({ url, plan });
  while ((await filled(client)).right <= 400) await pause(5);
  await seeLockWaits(client, 2);
  expect((await filled(client)).right).toBeLessThan(555);
  await holder.query("commit");
  expect((await running).retries).toBeGreaterThan(0);
  await expect(filled(client)).resolves.toEqual({ right: 1_000, wrong: 0, again: 0 });
});

test("it stops between two batches when it is told to, and the next run goes on", async () => {
  const url = await server.database();
  const client = await createCars(url, 2_000);
  const stop = new AbortController();
  const onProgress = ({ done }: BackfillProgress) => {
    if (done > 200) stop.abort(new Error("Ctrl-C"));
  };
  await expect(runBackfill({ url, plan, onProgress, signal: stop.signal })).rejects.toThrow("Ctrl-C");
  expect((await filled(client)).right).toBeLessThan(2_000);
  await runBackfill({ url, plan });
  await expect(filled(client)).resolves.toEqual({ right: 2_000, wrong: 0, again: 0 });
});

test("a connection cut in the middle loses nothing", async () => {
  const url = await server.database();
  const client = await createCars(url, 2_000);
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  await onceBeyond(
    client,
    300,
    `perform pg_terminate_backend(pid) from pg_stat_activity where pid <> ${rows[0]?.pid} and datname = current_database()`,
  );
  await expect(runBackfill({ url, plan })).rejects.toMatchObject({ code: "BACKFILL_CONNECTION_LOST" });
  await runBackfill({ url, plan });
  await expect(filled(client)).resolves.toEqual({ right: 2_000, wrong: 0, again: 0 });
});

const script = `
  import { runBackfill } from "${import.meta.resolve("./run-backfill.ts")}";
  const [, url, plan] = process.argv;
  console.log("begins");
  await runBackfill({ url, plan: JSON.parse(plan) });
`;

test("killed at random moments, it is finished by the next run, and no row is filled twice", async () => {
  let kills = 0;
  while (kills < (isLong ? 50 : 2)) {
    const url = await server.database();
    const client = await createCars(url, 20_000);
    const writing = new AbortController();
    const writes = insertWhile(url, writing.signal);
    for (let run = 0; run < 3; run++) {
      const { right } = await filled(client);
      const target = right + Math.random() * 4_000;
      const moment = async (over: AbortSignal) => {
        while (!over.aborted && (await filled(client)).right < target) await pause(1);
      };
      if (await killScript(script, [url, JSON.stringify(plan)], moment)) kills += 1;
    }
    writing.abort();
    const inserted = await writes;
    await runBackfill({ url, plan });
    await expect(filled(client)).resolves.toEqual({ right: 20_000 + inserted, wrong: 0, again: 0 });
  }
});

/** An application that goes on writing rows without the new column. */
async function insertWhile(url: string, signal: AbortSignal): Promise<number> {
  const client = await testConnection(url);
  let count = 0;
  while (!signal.aborted) {
    await client.query("insert into cars default values");
    count += 1;
    await pause(5);
  }
  return count;
}
