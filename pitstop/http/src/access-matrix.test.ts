// Who may do what, as it is answered: every procedure of the guarded domains × every role × a row of the caller's own, one
// of somebody else and one that isn't there, by tRPC and by REST.

import { restOperations } from "@pitstop/trpc/rest";
import { guardedApi, guardedRouter } from "@pitstop/trpc/test/guarded";
import { beforeAll, describe, expect, test } from "vitest";
import { as, guardedServer, rest, withoutIds } from "../test/guarded.ts";
import { mutation, query, type TestRequest } from "../test/index.ts";

const running = guardedServer();

const roles = ["reader", "editor", "admin", "somebody", undefined] as const;
type Role = (typeof roles)[number];
const rows = ["own", "other's", "missing"] as const;
type RowKind = (typeof rows)[number];

/** The calls of anna, in a role. */
const anna = (role: Role) => (role === undefined ? undefined : `anna ${role}`);

const MISSING = 999_999;
let made = 0;

/** A row of the kind, made for one call. */
async function rowOf(domain: string, kind: RowKind): Promise<number> {
  if (kind === "missing") return MISSING;
  made++;
  const owner = kind === "own" ? "anna" : "berta";
  const table = `guarded_${domain}s`;
  const columns = domain === "wallet" ? "name, owner, secret" : "name";
  const values = domain === "wallet" ? `'W', '${owner}', 'secret ${made}'` : "'P'";
  const em = running.orm.em.fork();
  const [row] = await em.execute<{ id: string }[]>(
    `insert into ${table} (${columns}) values (${values}) returning id`,
  );
  return Number(row?.id);
}

/** A call of a procedure that is about a row, by tRPC and by REST. */
type Calls = (id: number) => Readonly<Record<"tRPC" | "REST", TestRequest>>;

function callsOf(domain: string, procedure: string, kind: RowKind): Calls {
  const plural = `${domain}s`;
  const path = `${domain}.${procedure}`;
  const owner = kind === "own" ? "anna" : "berta";
  const input = { name: "New", ...(domain === "wallet" && kind !== "missing" && { owner }) };
  const calls: Record<string, Calls> = {
    list: () => ({ tRPC: query(path, {}), REST: rest("GET", plural) }),
    count: () => ({ tRPC: query(path, {}), REST: rest("GET", `${plural}/count`) }),
    byId: (id) => ({ tRPC: query(path, { id }), REST: rest("GET", `${plural}/${id}`) }),
    create: () => ({ tRPC: mutation(path, input), REST: rest("POST", plural, input) }),
    update: (id) => ({
      tRPC: mutation(path, { id, version: 1, name: "New" }),
      REST: rest("PATCH", `${plural}/${id}`, { version: 1, name: "New" }),
    }),
    delete: (id) => ({ tRPC: mutation(path, { id }), REST: rest("DELETE", `${plural}/${id}`) }),
    history: (id) => ({ tRPC: query(path, { id }), REST: rest("GET", `${plural}/${id}/history`) }),
    trash: () => ({ tRPC: query(path, {}), REST: rest("GET", `${plural}/trash`) }),
    restore: (id) => ({
      tRPC: mutation(path, { id, to: 1 }),
      REST: rest("POST", `${plural}/${id}/restore`, { to: 1 }),
    }),
    rename: (id) => ({
      tRPC: mutation(path, { id, name: "New" }),
      REST: rest("POST", `${plural}/rename`, { id, name: "New" }),
    }),
    whole: (id) => ({ tRPC: query(path, { id }), REST: rest("GET", `${plural}/whole?id=${id}`) }),
    isOpen: () => ({ tRPC: query(path), REST: rest("GET", "bank/is-open") }),
  };
  return calls[procedure] as Calls; // the test below covers every procedure
}

const writing = ["create", "update", "delete", "rename", "restore"];

/** The status that a call should have, said in another way than the rules do. */
function expected(domain: string, procedure: string, role: Role, kind: RowKind): number {
  if (role === undefined) return 401;
  if (role === "somebody") return 403;
  if (domain === "vault" && role !== "admin") return 403;
  if (writing.includes(procedure) && role === "reader") return 403;
  if (["list", "count", "isOpen", "whole", "trash"].includes(procedure)) return 200;
  if (procedure === "create") {
    if (domain !== "wallet") return 201;
    if (role === "admin") return kind === "missing" ? 400 : 201; // nobody fills in the owner
    return kind === "other's" ? 400 : 201;
  }
  const isThere = kind === "own" || (kind === "other's" && (role === "admin" || domain !== "wallet"));
  if (!isThere) return 404;
  return procedure === "delete" ? 204 : 200;
}

/** tRPC has one status for whatever succeeds. */
const byTrpc = (status: number) => (status < 300 ? 200 : status);

const operations = restOperations(guardedRouter, guardedApi.definition.domains, guardedApi.evolutions);
const procedures = operations.map(({ name }) => name);
const matrix = procedures.flatMap((name) =>
  roles.flatMap((role) => rows.map((row) => ({ name, role: role ?? "nobody", caller: role, row }))),
);

test("the matrix is of every procedure", () => {
  expect(procedures).toHaveLength(24);
  for (const name of procedures) {
    const [domain = "", procedure = ""] = name.split(".");
    expect(callsOf(domain, procedure, "own"), name).toBeDefined();
  }
});

test.each(matrix)("$name, called by $role about a row: $row", async ({ name, caller, row }) => {
  const [domain = "", procedure = ""] = name.split(".");
  const status = expected(domain, procedure, caller, row);
  for (const road of ["tRPC", "REST"] as const) {
    const id = domain === "bank" ? 0 : await rowOf(domain, row);
    const answer = await running.send(as(anna(caller), callsOf(domain, procedure, row)(id)[road]));
    expect([road, answer.status, answer.body]).toEqual([
      road,
      road === "tRPC" ? byTrpc(status) : status,
      expect.any(String),
    ]);
    // What anna has been told of, she has been told of for a reason.
    if (caller !== "admin") expect(answer.body).not.toMatch(/secret \d|"secret"|berta/);
    if (caller === "reader") expect(answer.body).not.toContain('"vault":');
    if (status === 401) expect(answer.headers["www-authenticate"]).toBe("Bearer");
  }
});

describe("a row of somebody else is answered as one that isn't there", () => {
  const aboutRows = [
    "wallet.byId",
    "wallet.update",
    "wallet.delete",
    "wallet.rename",
    "wallet.history",
    "wallet.restore",
  ];

  test.each(aboutRows)("by %s", async (name) => {
    const [domain = "", procedure = ""] = name.split(".");
    const id = await rowOf("wallet", "other's");
    for (const road of ["tRPC", "REST"] as const) {
      const send = (about: number) =>
        running.send(as("anna editor", callsOf(domain, procedure, "other's")(about)[road]));
      expect(withoutIds(await send(id))).toEqual(withoutIds(await send(MISSING)));
    }
    const em = running.orm.em.fork();
    const [row] = await em.execute(`select name, owner, version from guarded_wallets where id = ?`, [id]);
    expect(row).toEqual({ name: "W", owner: "berta", version: 1 });
  });
});

describe("lists and counts", () => {
  beforeAll(async () => {
    await running.orm.em.fork().execute("delete from guarded_wallets");
    for (const kind of ["own", "other's", "other's"] as const) await rowOf("wallet", kind);
  });

  test.each([
    ["anna reader", 1],
    ["anna editor", 1],
    ["berta editor", 2],
    ["anna admin", 3],
    ["carla reader", 0],
  ])("of %s have %i rows", async (caller, count) => {
    const list = await running.send(as(caller, rest("GET", "wallets")));
    expect(JSON.parse(list.body).items).toHaveLength(count);
    const counted = await running.send(as(caller, rest("GET", "wallets/count")));
    expect(JSON.parse(counted.body)).toEqual({ count, exact: true });
  });
});
