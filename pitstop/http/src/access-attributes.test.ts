// What a role doesn't see of a row, by each way that there is to ask for it. "secret" is hidden from readers and editors.
import { beforeEach, describe, expect, test } from "vitest";
import { as, guardedServer, rest, withoutIds } from "../test/guarded.ts";
import { json, mutation, query, type TestAnswer, type TestRequest } from "../test/index.ts";

const running = guardedServer();

interface Row {
  id: number;
  version: number;
  [name: string]: unknown;
}

let mine: Row;
let theirs: Row;
let safe: Row;

beforeEach(async () => {
  await running.orm.em
    .fork()
    .execute("delete from guarded_payments; delete from guarded_wallets; delete from guarded_vaults");
  safe = await made("vaults", { name: "Safe" });
  mine = await made("wallets", { name: "Mine", owner: "anna", secret: "zebra", note: "N", vaultId: safe.id });
  theirs = await made("wallets", { name: "Theirs", owner: "berta", secret: "ape" });
});

async function made(plural: string, input: object): Promise<Row> {
  const answer = await running.send(as("root admin", rest("POST", plural, input)));
  expect([answer.status, answer.body]).toEqual([201, expect.any(String)]);
  return json<Row>(answer);
}

/** By tRPC and by REST. */
type Roads = Readonly<Record<"tRPC" | "REST", TestRequest>>;

const list = (input: object, parameters: string): Roads => ({
  tRPC: query("wallet.list", input),
  REST: rest("GET", `wallets?${parameters}`),
});
const count = (input: object, parameters: string): Roads => ({
  tRPC: query("wallet.count", input),
  REST: rest("GET", `wallets/count?${parameters}`),
});
const create = (input: object): Roads => ({
  tRPC: mutation("wallet.create", { name: "New", ...input }),
  REST: rest("POST", "wallets", { name: "New", ...input }),
});
const update = (input: object): Roads => ({
  tRPC: mutation("wallet.update", { id: mine.id, version: 1, ...input }),
  REST: rest("PATCH", `wallets/${mine.id}`, { version: 1, ...input }),
});

const both = async (caller: string, roads: Roads): Promise<TestAnswer[]> =>
  Promise.all(Object.values(roads).map((request) => running.send(as(caller, request))));

describe.each(["anna reader", "anna editor"])("to %s, a hidden attribute", (caller) => {
  test("is in no answer", async () => {
    const asked: Roads[] = [
      list({}, ""),
      { tRPC: query("wallet.byId", { id: mine.id }), REST: rest("GET", `wallets/${mine.id}`) },
      { tRPC: query("wallet.whole", { id: mine.id }), REST: rest("GET", `wallets/whole?id=${mine.id}`) },
    ];
    for (const roads of asked)
      for (const { status, body } of await both(caller, roads)) {
        expect(status).toBe(200);
        expect(body).toContain("Mine");
        expect(body).not.toMatch(/secret|zebra/);
      }
  });

  test.each(["secret", "nothing"])(
    "is unknown to filters, as %j is: by condition, and by the name of a parameter",
    async (name) => {
      const conditions = [{ equals: "zebra" }, { contains: "z" }, { in: ["zebra"] }, { isNull: true }];
      for (const condition of conditions)
        for (const asked of [list, count]) {
          const [byTrpc, byRest] = await both(caller, asked({ filter: { [name]: condition } }, `${name}=z`));
          expect(byTrpc?.status).toBe(400);
          expect(byTrpc?.body).toContain(`Unrecognized key: \\"${name}\\"`);
          expect(byRest?.status).toBe(400);
          expect(byRest?.body).toContain(name);
          expect(byTrpc?.body).not.toContain("zebra");
        }
    },
  );

  test("is unknown to orders, whose refusal doesn't name it", async () => {
    for (const by of ["secret", "nothing"])
      for (const { status, body } of await both(caller, list({ sort: { by } }, `sort=${by}`))) {
        expect(status).toBe(400);
        expect(body.replaceAll(by, "…")).not.toContain("secret");
      }
    const [bySecret, byNothing] = await Promise.all(
      ["secret", "nothing"].map((by) => running.send(as(caller, query("wallet.list", { sort: { by } })))),
    );
    expect(withoutIds(bySecret as TestAnswer)).toEqual(withoutIds(byNothing as TestAnswer));
  });

  test("is where no search looks", async () => {
    for (const { body } of await both(caller, count({ search: "zebra" }, "search=zebra")))
      expect(body).toMatch(/"count":0/);
    const [found] = await both("root admin", count({ search: "zebra" }, "search=zebra"));
    expect(found?.body).toMatch(/"count":1/);
  });

  test("is no place that a cursor of somebody else leads to", async () => {
    const page = json<{ nextCursor: string }>(
      await running.send(as("root admin", rest("GET", "wallets?sort=secret&limit=1"))),
    );
    const cursor = encodeURIComponent(page.nextCursor);
    const roads = list({ cursor: page.nextCursor }, `cursor=${cursor}`);
    for (const { status, body } of await both(caller, roads)) {
      expect(status).toBe(503);
      expect(body).toContain("UNKNOWN_TO_THIS_VERSION");
      expect(body).not.toMatch(/secret|zebra|ape/);
    }
  });
});

describe("to an editor, a hidden attribute", () => {
  test.each(["secret", "nothing"])("is unknown to input, as %j is", async (name) => {
    for (const roads of [create({ [name]: "ape" }), update({ [name]: "ape" })])
      for (const { status, body } of await both("anna editor", roads)) {
        expect(status).toBe(400);
        expect(body).toContain(`Unrecognized key: \\"${name}\\"`);
      }
  });

  test("is not named by a conflict that it causes", async () => {
    const em = running.orm.em.fork();
    await em.execute("alter table guarded_wallets alter secret set default 'ape'");
    const answers = await both("anna editor", create({}));
    await em.execute("alter table guarded_wallets alter secret drop default");
    for (const { status, body } of answers) {
      expect(status).toBe(409);
      expect(body).toContain("Another wallet has this value already.");
      expect(body).not.toMatch(/secret|ape/);
    }
    const [named] = await both("root admin", create({ owner: "anna", secret: "ape" }));
    expect(named?.body).toContain("Another wallet has this secret already.");
  });

  test("stays as it is in a change, and is in no answer to one", async () => {
    const answer = await running.send(as("anna editor", update({ name: "Changed" }).REST));
    expect([answer.status, json<Row>(answer).name]).toEqual([200, "Changed"]);
    expect(answer.body).not.toMatch(/secret|zebra/);
    const { secret } = json<Row>(await running.send(as("root admin", rest("GET", `wallets/${mine.id}`))));
    expect(secret).toBe("zebra");
  });
});

describe("a read-only attribute", () => {
  test("is read", async () => {
    const row = json<Row>(await running.send(as("anna editor", rest("GET", `wallets/${mine.id}`))));
    expect(row.note).toBe("N");
  });

  test("is refused in input, and the refusal says why", async () => {
    for (const roads of [create({ note: "Mine" }), update({ note: "Mine" }), update({ note: null })])
      for (const { status, body } of await both("anna editor", roads)) {
        expect(status).toBe(400);
        expect(body).toContain('"fields":{"note":["You may read this, but not write it."]}');
      }
  });
});

describe("the row scope", () => {
  test("fills in what a new record leaves open, and refuses any other value", async () => {
    const answer = await running.send(as("anna editor", create({}).REST));
    expect([answer.status, json<Row>(answer).owner]).toEqual([201, "anna"]);
    for (const roads of [create({ owner: "berta" }), update({ owner: "berta" })])
      for (const { status, body } of await both("anna editor", roads)) {
        expect(status).toBe(400);
        expect(body).toContain('"fields":{"owner":["You may not write records with this value."]}');
      }
  });

  test("holds for filters, searches and pages", async () => {
    const caller = "anna reader";
    const asked = [
      count({ filter: { id: { equals: theirs.id } } }, `id=${theirs.id}`),
      count({ filter: { owner: { equals: "berta" } } }, "owner=berta"),
      count({ search: "Theirs" }, "search=Theirs"),
    ];
    for (const roads of asked)
      for (const { status, body } of await both(caller, roads))
        expect([status, body]).toEqual([200, expect.stringMatching(/"count":0/)]);
    for (const [path, names] of [
      ["wallets?sort=name&limit=1", ["Mine"]],
      ["wallets?sort=-id", ["Mine"]],
    ] as const) {
      const page = json<{ items: Row[]; nextCursor: null }>(
        await running.send(as(caller, rest("GET", path))),
      );
      expect([page.items.map(({ name }) => name), page.nextCursor]).toEqual([names, null]);
    }
  });
});

describe("a reference to a record that isn't there for the caller", () => {
  let toMine: Row;
  let toTheirs: Row;

  beforeEach(async () => {
    toMine = await made("payments", { name: "To mine", walletId: mine.id });
    toTheirs = await made("payments", { name: "To theirs", walletId: theirs.id });
  });

  test("has the key of the row that refers to it, and nothing of the record", async () => {
    const page = json<{ items: Row[] }>(await running.send(as("anna reader", rest("GET", "payments"))));
    expect(page.items.map(({ wallet }) => wallet)).toEqual([
      { id: mine.id, name: "Mine" },
      { id: theirs.id, name: String(theirs.id) },
    ]);
    const row = json<Row>(await running.send(as("anna editor", rest("GET", `wallets/${mine.id}`))));
    expect(row.vault).toEqual({ id: safe.id, name: String(safe.id) });
  });

  test.each(["list", "count"])("is found by no filter of a %s", async (procedure) => {
    const ask = async (filter: object) =>
      (await running.send(as("anna reader", query(`payment.${procedure}`, { filter })))).body;
    expect(await ask({ walletId: { equals: mine.id } })).toMatch(/"count":1|To mine/);
    for (const condition of [{ equals: theirs.id }, { in: [theirs.id] }])
      expect(await ask({ walletId: condition })).toMatch(/"count":0|"items":\[\]/);
  });

  test("can't be made, and is refused as one to a record that doesn't exist", async () => {
    const refused = { status: 400, body: expect.stringContaining("This wallet does not exist (any more).") };
    for (const walletId of [theirs.id, 999_999]) {
      const requests = [
        rest("POST", "payments", { name: "P", walletId }),
        rest("PATCH", `payments/${toMine.id}`, { version: 1, walletId }),
      ];
      for (const request of requests)
        expect(withoutIds(await running.send(as("anna editor", request)))).toEqual(refused);
    }
    const own = rest("PATCH", `payments/${toTheirs.id}`, { version: 1, walletId: mine.id });
    expect((await running.send(as("anna editor", own))).status).toBe(200);
    const vaulted = await running.send(as("anna editor", update({ vaultId: safe.id }).REST));
    expect([vaulted.status, vaulted.body]).toEqual([
      400,
      expect.stringContaining("This vault does not exist"),
    ]);
  });
});

describe("a hidden relation", () => {
  test("is in no answer, and unknown to filters", async () => {
    const row = await running.send(as("anna reader", rest("GET", `wallets/${mine.id}`)));
    expect(row.body).not.toMatch(/vault/);
    const asked = { filter: { vaultId: { equals: safe.id } } };
    const { status, body } = await running.send(as("anna reader", query("wallet.list", asked)));
    expect([status, body]).toEqual([400, expect.stringContaining('Unrecognized key: \\"vaultId\\"')]);
  });
});

test("the key of one caller's call is none of another's", async () => {
  const headers = { "idempotency-key": "the same" };
  const send = async (caller: string, name: string) => {
    const request = create({ name }).REST;
    return running.send(as(caller, { ...request, headers: { ...request.headers, ...headers } }));
  };
  const first = json<Row>(await send("anna editor", "Twice"));
  expect(json<Row>(await send("anna editor", "Twice"))).toEqual(first);
  const other = json<Row>(await send("berta editor", "Twice"));
  expect([other.owner, other.id === first.id]).toEqual(["berta", false]);
});

test("a page is told what its user may do", async () => {
  const told = async (caller: string | undefined) =>
    json<{ result: { data: unknown } }>(await running.send(as(caller, query("pitstop.access")))).result.data;
  expect(await told("anna editor")).toEqual({
    user: { id: "anna", name: "anna", role: "editor" },
    domains: {
      wallet: {
        may: ["read", "create", "update", "delete"],
        readOnly: ["note"],
        hidden: ["secret"],
        hasHistory: true,
      },
      payment: { may: ["read", "create", "update", "delete"], readOnly: [], hidden: [], hasHistory: true },
      vault: { may: [], readOnly: [], hidden: [], hasHistory: true },
    },
    procedures: ["wallet.rename", "wallet.whole", "bank.isOpen"],
    switchableRoles: [],
  });
  expect(await told(undefined)).toEqual({ user: null, domains: {}, procedures: [], switchableRoles: [] });
});
