import { homeland, roadster } from "@app/types/testing/roadsters";
import { expect, test } from "vitest";
import { roadsterApi } from "../../../test/roadster-api.ts";
import type { TestClient } from "../test-client.ts";
import { domainChecks } from "./index.ts";
import { type Input, type Page, type Procedures, type Row, Subject } from "./subject.ts";

const isLong = process.env.PITSTOP_LONG === "1";

/** What a service does wrong, as whoever calls it sees it. */
type Mutation = (right: Procedures) => Partial<Procedures>;

const lists = (change: (right: Procedures["list"], input: Input) => Promise<Page>): Mutation => {
  return (right) => ({ list: { query: (input) => change(right.list, input) } });
};
const otherInput = (change: (input: Input) => Input): Mutation =>
  lists((right, input) => right.query(change(input)));
const otherPage = (change: (page: Page, input: Input) => Page): Mutation =>
  lists(async (right, input) => change(await right.query(input), input));

type Update = Parameters<Procedures["update"]["mutate"]>[0];
const updates = (change: (right: Procedures, input: Update) => Promise<Row>): Mutation => {
  return (right) => ({ update: { mutate: (input) => change(right, input) } });
};

/** The input with other conditions in its filter, but for the one on ids. */
function withConditions(input: Input, change: (condition: Input, name: string) => Input | undefined): Input {
  const filter = Object.entries((input.filter ?? {}) as Record<string, Input>).flatMap(
    ([name, condition]) => {
      const changed = name === "id" ? condition : change(condition, name);
      return changed === undefined ? [] : [[name, changed] as const];
    },
  );
  return { ...input, filter: Object.fromEntries(filter) };
}

const without =
  (...names: string[]) =>
  (input: Input): Input =>
    Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));

const mutations: Record<string, Mutation> = {
  "a list ignores its filter": otherInput((input) => withConditions(input, () => undefined)),
  "a list ignores a relation in its filter": otherInput((input) =>
    withConditions(input, (condition, name) => (name.endsWith("Id") ? undefined : condition)),
  ),
  "a list takes the first of several values": otherInput((input) =>
    withConditions(input, (condition) =>
      Array.isArray(condition.in) ? { ...condition, in: condition.in.slice(0, 1) } : condition,
    ),
  ),
  "a list ignores where a range ends": otherInput((input) => withConditions(input, without("to"))),
  "a list leaves the bounds of a range out": lists(async (right, input) => {
    const page = await right.query(input);
    const ranges = Object.entries((input.filter ?? {}) as Record<string, Input>);
    return {
      ...page,
      items: page.items.filter((row) => ranges.every(([name, { from }]) => row[name] !== from)),
    };
  }),
  "a list takes rows without a value for rows with one": otherInput((input) =>
    withConditions(input, ({ isNull, ...condition }) =>
      typeof isNull === "boolean" ? { ...condition, isNull: !isNull } : condition,
    ),
  ),
  "a list ignores what a text must contain": otherInput((input) =>
    withConditions(input, without("contains")),
  ),
  "a list ignores its search": otherInput(without("search")),
  "a list is always in the order of ids": otherInput((input) =>
    input.sort ? { ...input, sort: { ...(input.sort as Input), by: "id" } } : input,
  ),
  "a list is always ascending": otherInput((input) =>
    input.sort ? { ...input, sort: { ...(input.sort as Input), direction: "asc" } } : input,
  ),
  "a list puts rows without a value first": otherPage((page, { sort }) => {
    const { by = "id", direction } = (sort ?? {}) as { by?: string; direction?: string };
    const isEmpty = (row: Row) => row[by] === null;
    const empty = page.items.filter(isEmpty);
    const others = page.items.filter((row) => !isEmpty(row));
    return { ...page, items: direction === "desc" ? [...others, ...empty] : [...empty, ...others] };
  }),
  "a list ignores its limit": otherInput(without("limit")),
  "a list begins again on every page": otherInput(without("cursor")),
  "a list has no way back": otherPage((page) => ({ ...page, previousCursor: null })),
  "a list ends after the first page": otherPage((page) => ({ ...page, nextCursor: null })),
  "a list loses the last row of a page": otherPage((page) => ({ ...page, items: page.items.slice(0, -1) })),
  "a count ignores the filter": (right) => ({
    count: { query: (input) => right.count.query(withConditions(input, () => undefined)) },
  }),
  "a count ignores the search": (right) => ({
    count: { query: (input) => right.count.query(without("search")(input)) },
  }),
  "an update doesn't empty an attribute": updates((right, input) =>
    right.update.mutate(
      Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null)) as Update, // id and version stay
    ),
  ),
  "an update forgets the last attribute": updates((right, input) => {
    const { id, version, ...values } = input;
    return right.update.mutate({ id, version, ...Object.fromEntries(Object.entries(values).slice(0, -1)) });
  }),
  "an update empties what it isn't told": updates((right, input) =>
    right.update.mutate({ ...("name" in input ? { color: null } : {}), ...input }),
  ),
  "an update forgets a relation": updates((right, input) =>
    right.update.mutate(without("homelandId")(input) as Update),
  ),
  "an update overwrites what others wrote": updates(async (right, input) => {
    const { version } = await right.byId.query({ id: input.id });
    return right.update.mutate({ ...input, version });
  }),
  "an update is refused as stale, and done": updates(async (right, input) => {
    try {
      return await right.update.mutate(input);
    } catch (error) {
      const now = await right.byId.query({ id: input.id });
      if (now.version !== input.version) await right.update.mutate({ ...input, version: now.version });
      throw error;
    }
  }),
  "an update answers what was there before": updates(async (right, input) => {
    const before = await right.byId.query({ id: input.id });
    const { version } = await right.update.mutate(input);
    return { ...before, version };
  }),
  "a record that is deleted stays": (right) => ({
    delete: { mutate: async ({ id }) => ({ id: (await right.byId.query({ id })).id }) },
  }),
  "a deletion ignores the version": (right) => ({
    delete: { mutate: ({ id }) => right.delete.mutate({ id }) },
  }),
  "a deletion of what is gone succeeds": (right) => ({
    delete: {
      mutate: (input) =>
        right.delete.mutate(input).catch((error: { data?: { code: string } }) => {
          if (error.data?.code === "NOT_FOUND") return { id: input.id };
          throw error;
        }),
    },
  }),
  "a second record of a unique value is taken for the first": (right) => ({
    create: {
      mutate: (input) =>
        right.create.mutate(input).catch(async (error: { data?: { reason?: string } }) => {
          const { items } = await right.list.query({ filter: { name: { equals: input.name } } });
          if (error.data?.reason === "unique" && items[0]) return items[0];
          throw error;
        }),
    },
  }),
  "a new record has no nullable attributes": (right) => ({
    create: { mutate: (input) => right.create.mutate(without("color", "remarks")(input)) },
  }),
  "a record is looked for by the wrong id": (right) => ({
    byId: { query: ({ id }) => right.byId.query({ id: id - 1 }) },
  }),
};

const api = roadsterApi() as unknown as TestClient; // it is one, typed by two domains

const subjects = (mutation: Mutation): Subject[] =>
  [homeland, roadster].map((domain) => {
    const {
      list,
      count,
      byId,
      create,
      update,
      delete: remove,
      restore,
    } = new Subject(api, domain).procedures;
    const right = { list, count, byId, create, update, delete: remove, restore };
    return new Subject(api, domain, { ...right, ...mutation(right) });
  });

/** The first check that fails. */
async function failing(mutation: Mutation): Promise<string | undefined> {
  for (const subject of subjects(mutation)) {
    for (const { title, run } of domainChecks) {
      try {
        await run(subject);
      } catch (error) {
        return `${title}: ${error}`;
      }
    }
  }
  return undefined;
}

test("a service that does everything right passes", async () => {
  expect(await failing(() => ({}))).toBeUndefined();
});

// Whatever a check leaves when it fails is in nobody's way: each creates records of its own.
test.each(Object.entries(mutations).filter((_, index) => isLong || index % 4 === 0))(
  "it is noticed where %s",
  async (_what, mutation) => {
    expect(await failing(mutation)).toBeDefined();
  },
);
