// Reads whole lists as a client of the revision that this file lies in, each page from another server, and says which
// cars it found in which order. Started as a process of its own by the test of two versions at once.
import { type ClientOptions, createClient } from "@pitstop/api/client";

/** What to read. */
export interface ListsToRead {
  /** The server of each page; they take turns. */
  readonly urls: readonly string[];
  /** The server of the client's own version, where one of the others does not know an order. */
  readonly own: string;
  /** What the lists are ordered by. */
  readonly sorts: readonly string[];
}

/** What was found, by order: `doors desc`. */
export type ReadLists = Readonly<
  Record<string, { readonly forwards: number[]; readonly backwards: number[]; readonly wasRefused: boolean }>
>;

interface Page {
  items: { id: number }[];
  nextCursor: string | null;
  previousCursor: string | null;
}
interface Lists {
  car: { list: { query(input: object): Promise<Page> } };
}

const { urls, own, sorts }: ListsToRead = JSON.parse(process.argv[2] ?? "");
let url = own;
const fromUrl: ClientOptions["fetch"] = (address, options) =>
  // tRPC states a part of what it gives.
  fetch(String(address).replace("http://chosen", url), options as RequestInit);
// Which attributes there are is the revision's own.
const client = createClient("http://chosen", { attempts: 1, fetch: fromUrl }) as unknown as Lists;

async function read(by: string, direction: "asc" | "desc") {
  let wasRefused = false;
  const page = async (number: number, cursor: string | null): Promise<Page> => {
    const input = { limit: 100, sort: { by, direction }, ...(cursor !== null && { cursor }) };
    url = urls[number % urls.length] ?? own;
    try {
      return await client.car.list.query(input);
    } catch (error) {
      const { data } = error as { data?: { reason?: string } }; // what the client throws
      if (data?.reason !== "UNKNOWN_TO_THIS_VERSION") throw error;
      wasRefused = true;
      url = own;
      return await client.car.list.query(input);
    }
  };
  const pages: Page[] = [await page(0, null)];
  for (let next = pages.at(-1)?.nextCursor; next; next = pages.at(-1)?.nextCursor)
    pages.push(await page(pages.length, next));
  const back: Page[] = [];
  for (let previous = pages.at(-1)?.previousCursor; previous; previous = back[0]?.previousCursor)
    back.unshift(await page(back.length, previous));
  return { forwards: idsOf(pages), backwards: idsOf(back), wasRefused };
}

const idsOf = (pages: readonly Page[]): number[] => pages.flatMap(({ items }) => items.map(({ id }) => id));

const found: [string, ReadLists[string]][] = [];
for (const by of sorts)
  for (const direction of ["asc", "desc"] as const)
    found.push([`${by} ${direction}`, await read(by, direction)]);
process.stdout.write(JSON.stringify(Object.fromEntries(found) satisfies ReadLists));
