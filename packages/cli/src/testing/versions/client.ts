// A client of the revision that this file lies in: it calls a server with `createClient` until its input ends, and then
// says what came of it. Started as a process of its own by the test of two versions at once.
import { createClient } from "@pitstop/api/client";

/** What a revision knows of a car beside its name, and of a category. */
export interface Knowledge {
  readonly url: string;
  readonly build: string;
  /** Input of two cars, so that each attribute is once there and once left out, or once this and once that. */
  readonly cars: readonly Record<string, unknown>[];
  readonly category: Record<string, unknown>;
  readonly filter: Record<string, unknown>;
  readonly sort: string;
}

/** What a client says in the end. */
export interface Outcome {
  readonly calls: number;
  readonly failures: readonly string[];
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

const { url, build, cars, category, filter, sort }: Knowledge = JSON.parse(process.argv[2] ?? "");
// Which attributes there are is the revision's own; what is the same in all of them is stated above.
const client = createClient(url, { build, attempts: 1 }) as unknown as Record<"car" | "category", Procedures>;

let calls = 0;
let isEnded = false;
const failures: string[] = [];

async function call<Result>(what: string, work: Promise<Result>): Promise<Result | undefined> {
  calls++;
  try {
    return await work;
  } catch (error) {
    failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** What a page does: make, read, find, change, take away. */
async function round(number: number): Promise<void> {
  const { car } = client;
  const input = cars[number % cars.length] ?? {};
  const made = await call(
    "category.create",
    client.category.create.mutate({ ...category, name: name(number) }),
  );
  const created = await call("car.create", car.create.mutate({ ...input, name: name(number) }));
  if (!created || !made) return;
  await call("car.byId", car.byId.query({ id: created.id }));
  const page = await call("car.list", car.list.query({ limit: 3, filter, sort: { by: sort } }));
  if (page?.nextCursor) {
    const next = { limit: 3, filter, sort: { by: sort }, cursor: page.nextCursor };
    await call("car.list, next page", car.list.query(next));
  }
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

const name = (number: number): string => `car ${build} ${process.pid} ${number}`;

async function work(first: number): Promise<void> {
  for (let number = first; !isEnded; number += LANES) await round(number);
}

/** How many things a client does at once. */
const LANES = 3;

process.stdin.on("end", () => (isEnded = true)).resume();
await Promise.all(Array.from({ length: LANES }, (_, lane) => work(lane)));
process.stdout.write(JSON.stringify({ calls, failures: failures.slice(0, 20) } satisfies Outcome));
