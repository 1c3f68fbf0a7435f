// A client of the revision that this file lies in: it calls a server with `createClient` until its input ends, and then
// says what came of it. Started as a process of its own by the test of two versions at once.
import { type ClientOptions, createClient } from "@pitstop/api/client";

/** What a revision knows of a car beside its name, and of a category. */
export interface Knowledge {
  /** The servers, asked in turn, as by what balances the load between them. */
  readonly urls: readonly string[];
  readonly build: string;
  /** Input of several cars, so that each attribute is once there and once left out, or once this and once that. */
  readonly cars: readonly Record<string, unknown>[];
  readonly category: Record<string, unknown>;
  readonly filter: Record<string, unknown>;
  /** What its lists are ordered by, in turn. */
  readonly sorts: readonly string[];
}

/** What a client says in the end. */
export interface Outcome {
  /** How often a list went on to a further page. */
  readonly pagesTurned: number;
  /** Each that is different from the others. */
  readonly failures: readonly string[];
  /** The lists that no server could answer, for their version knows no such order. */
  readonly refused: readonly string[];
}

interface Row {
  id: number;
  version: number;
}
interface Procedures {
  create: { mutate(input: object): Promise<Row> };
  update: { mutate(input: object): Promise<Row> };
  delete: { mutate(input: object): Promise<{ id: number }> };
  byId: { query(input: object): Promise<Row> };
  list: { query(input: object): Promise<{ items: Row[]; nextCursor: string | null }> };
  count: { query(input: object): Promise<{ count: number }> };
}

const { urls, build, cars, category, filter, sorts }: Knowledge = JSON.parse(process.argv[2] ?? "");

/** A client whose requests go to the servers in turn. */
function balanced(): Record<"car" | "category", Procedures> {
  let requests = 0;
  const inTurn: ClientOptions["fetch"] = (address, options) => {
    const url = urls[requests++ % urls.length] ?? "";
    // tRPC states a part of what it gives.
    return fetch(String(address).replace("http://balanced", url), options as RequestInit);
  };
  // Which attributes there are is the revision's own; what is the same in all of them is stated above.
  return createClient("http://balanced", { build, attempts: 1, fetch: inTurn }) as unknown as Record<
    "car" | "category",
    Procedures
  >;
}
type Client = ReturnType<typeof balanced>;

let pagesTurned = 0;
let isEnded = false;
const failures = new Set<string>();
const refused = new Set<string>();

async function call<Result>(what: string, work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    failures.add(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** A list, from the next server where one does not know the order. */
async function list(client: Client, what: string, input: object) {
  for (const _server of urls) {
    try {
      return await client.car.list.query(input);
    } catch (error) {
      const { data } = error as { data?: { reason?: string } }; // what the client throws
      if (data?.reason !== "UNKNOWN_TO_THIS_VERSION") throw error;
    }
  }
  refused.add(what);
  return undefined;
}

/** What a page does: make, read, find, change, take away. */
async function round(client: Client, number: number): Promise<void> {
  const { car } = client;
  const input = cars[number % cars.length] ?? {};
  const made = await call(
    "category.create",
    client.category.create.mutate({ ...category, name: name(number) }),
  );
  const created = await call("car.create", car.create.mutate({ ...input, name: name(number) }));
  if (!created || !made) return;
  await call("car.byId", car.byId.query({ id: created.id }));
  await pages(client, { limit: 3, filter, sort: { by: sorts[number % sorts.length] } });
  await call("car.list", car.list.query({ search: "car" }));
  await call("car.count", car.count.query({ filter }));
  const { id, version } = created;
  const changed = await call("car.update", car.update.mutate({ id, version, ...cars.at(-1) }));
  const { id: categoryId, version: read } = made;
  await call(
    "category.update",
    client.category.update.mutate({ id: categoryId, version: read, ...category }),
  );
  if (number % 2 === 0 && changed)
    await call("car.delete", car.delete.mutate({ id, version: changed.version }));
}

/** Three pages of a list, one after the other. */
async function pages(
  client: Client,
  asked: { sort: { by: string | undefined } } & Record<string, unknown>,
): Promise<void> {
  let cursor: string | null | undefined;
  for (let page = 1; page <= 3 && cursor !== null; page++) {
    const what = `car.list by ${asked.sort.by}`;
    const input = { ...asked, ...(cursor !== undefined && { cursor }) };
    const found = await call(`${what}, page ${page}`, list(client, what, input));
    if (found && page > 1) pagesTurned++;
    cursor = found?.nextCursor ?? null;
  }
}

const name = (number: number): string => `car ${build} ${process.pid} ${number}`;

async function work(first: number): Promise<void> {
  const client = balanced();
  for (let number = first; !isEnded || number < ROUNDS; number += LANES) await round(client, number);
}

/** The fewest rounds, however slow the machine is: each input meets each order once. */
const ROUNDS = cars.length * sorts.length;

/** How many things a client does at once. */
const LANES = 3;

process.stdin.on("end", () => (isEnded = true)).resume();
await Promise.all(Array.from({ length: LANES }, (_, lane) => work(lane)));
const outcome: Outcome = { pagesTurned, failures: [...failures], refused: [...refused] };
process.stdout.write(JSON.stringify(outcome));
