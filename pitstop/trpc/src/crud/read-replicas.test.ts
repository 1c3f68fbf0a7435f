import { expect, test } from "vitest";
import { application } from "../../test/application.ts";
import { testClient } from "../vitest/test-client.ts";
import { type QueryPool, readFromReplicas } from "./read-replicas.ts";
import { readStatement, runStatement } from "./statement.ts";

const api = testClient(application);

/** An EntityManager whose replica answers so, and the errors that the replica was told. */
function reading(query: QueryPool["query"]) {
  const em = api.orm.em.fork();
  const told: unknown[] = [];
  const replica = { pool: { query }, failed: (error: unknown) => void told.push(error) };
  readFromReplicas(em, { upToDate: async () => replica });
  return { em, told };
}

const failing = (code: string) => reading(() => Promise.reject(Object.assign(new Error("no"), { code })));
const answering = () => reading(async () => ({ rows: [["of the replica"] as never] }));
const ask = `select '"of the primary"'::text`;

test.each(["40001", "42P01", "57P01", "ECONNRESET"])(
  "where a replica fails with %s, the primary answers",
  async (code) => {
    const { em, told } = failing(code);
    expect(await readStatement(em, ask, [])).toEqual(["of the primary"]);
    expect(told).toMatchObject([{ code }]);
  },
);

test("a statement that took too long there isn't asked again", async () => {
  const { em, told } = failing("57014");
  await expect(readStatement(em, ask, [])).rejects.toMatchObject({ code: "57014" });
  expect(told).toHaveLength(1);
});

test("what writes, forks and transactions are on the primary", async () => {
  const { em } = answering();
  expect(await readStatement(em, ask, [])).toEqual(["of the replica"]);
  expect(await runStatement(em, ask, [])).toEqual(["of the primary"]);
  expect(await readStatement(em.fork(), ask, [])).toEqual(["of the primary"]);
  await em.transactional(async (inner) => {
    expect(await readStatement(inner, ask, [])).toEqual(["of the primary"]);
  });
  await em.begin();
  expect(await readStatement(em, ask, [])).toEqual(["of the primary"]);
  await em.rollback();
});
