import { sortKeys } from "@pitstop/domain";
import { expect } from "vitest";
import type { z } from "zod";
import { among, type DomainCheck, type Input, idsOf, type Row, type Subject } from "./subject.ts";

/** Whether lists of the domain can be filtered like this. */
function accepts({ domain }: Subject, filter: Input): boolean {
  const { count } = domain as unknown as { count: z.ZodType }; // as every domain has it
  return count.safeParse({ filter }).success;
}

/** Asks for records by a filter, and compares with those that are expected, and with their number. */
async function expectFound(subject: Subject, request: Input, rows: readonly Row[], what: string) {
  const { items } = await subject.procedures.list.query(request);
  expect(items, what).toEqual(rows.toSorted((one, other) => one.id - other.id));
  expect((await subject.procedures.count.query(request)).count, `${what}, counted`).toBe(rows.length);
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const listChecks: readonly DomainCheck[] = [
  {
    title: "is found by the value of each attribute, and counted",
    run: async (subject) => {
      const rows = [...(await subject.records(41, 42, 43)), await subject.bareRecord(44)];
      const here = among(rows);
      for (const name of Object.keys(subject.domain.attributes)) {
        const [first, second] = rows as [Row, Row];
        const whose = (...values: unknown[]) =>
          rows.filter((row) => row[name] !== null && values.some((value) => isSame(value, row[name])));
        const [one, other] = [first[name], second[name]];
        if (one !== null && other !== null) {
          const filter = (condition: Input) => ({ filter: { ...here, [name]: condition } });
          await expectFound(subject, filter({ equals: one }), whose(one), `${name} equals`);
          await expectFound(subject, filter({ in: [one, other] }), whose(one, other), `${name} in`);
          if (accepts(subject, { [name]: { from: one } })) await expectRanges(subject, rows, name);
          const part = String(one).slice(1);
          if (accepts(subject, { [name]: { contains: part } })) {
            const containing = rows.filter((row) => String(row[name]).includes(part) && row[name] !== null);
            await expectFound(subject, filter({ contains: part }), containing, `${name} contains`);
          }
        }
        if (!accepts(subject, { [name]: { isNull: true } })) continue;
        for (const isNull of [true, false]) {
          const found = rows.filter((row) => (row[name] === null) === isNull);
          const filter = { ...here, [name]: { isNull } };
          await expectFound(subject, { filter }, found, `${name} isNull ${isNull}`);
        }
      }
      await subject.remove(rows);
    },
  },
  {
    title: "is found by the record that each relation leads to",
    run: async (subject) => {
      const rows = [...(await subject.records(45, 46)), await subject.bareRecord(47)];
      const [first] = rows as [Row];
      for (const [name, { nullable }] of Object.entries(subject.domain.relations)) {
        const idOf = (row: Row) => (row[name] as { id: number } | null)?.id ?? null;
        const equals = idOf(first);
        const request = { filter: { ...among(rows), [`${name}Id`]: { equals } } };
        await expectFound(subject, request, [first], `${name} equals`);
        if (!nullable) continue;
        const empty = rows.filter((row) => idOf(row) === null);
        const isNull = { filter: { ...among(rows), [`${name}Id`]: { isNull: true } } };
        await expectFound(subject, isNull, empty, `${name} isNull`);
      }
      await subject.remove(rows);
    },
  },
  {
    title: "is found by a search for what its texts contain",
    run: async (subject) => {
      const rows = await subject.records(48_048, 49_049);
      const [first] = rows as [Row];
      const searchable = Object.entries(subject.domain.attributes).filter(
        ([, schema]) => schema.meta()?.searchable,
      );
      for (const [name] of searchable) {
        const search = String(first[name]);
        const containing = rows.filter((row) =>
          searchable.some(([each]) => String(row[each]).includes(search)),
        );
        await expectFound(subject, { search, filter: among(rows) }, containing, `search for ${name}`);
      }
      if (searchable.length > 0) {
        const nothing = { search: "no text contains this", filter: among(rows) };
        await expectFound(subject, nothing, [], "search for nothing");
      }
      await subject.remove(rows);
    },
  },
  {
    title: "comes in the order that is asked for, and page by page forward and back",
    run: async (subject) => {
      const rows = [...(await subject.records(52, 51, 53)), await subject.bareRecord(54)];
      const filter = among(rows);
      for (const by of sortKeys(subject.domain.attributes)) {
        const ascending = [...rows].sort(comparing(by));
        for (const direction of ["asc", "desc"] as const) {
          const expected = direction === "asc" ? ascending : ascending.toReversed();
          const sort = { by, direction };
          const { items } = await subject.procedures.list.query({ filter, sort });
          expect(idsOf(items), `${by} ${direction}`).toEqual(idsOf(expected));
          await expectPages(subject, { filter, sort }, idsOf(expected));
        }
      }
      await subject.remove(rows);
    },
  },
];

/** The two ranges that a value divides share its own rows, and no row without a value is in either. */
async function expectRanges(subject: Subject, rows: readonly Row[], name: string): Promise<void> {
  const valued = rows.filter((row) => row[name] !== null);
  const bounds = valued.toSorted(comparing(name));
  const middle = bounds[Math.floor(bounds.length / 2)] as Row;
  const place = bounds.indexOf(middle);
  const equal = bounds.filter((row) => isSame(row[name], middle[name]));
  const from = [...new Set([...bounds.slice(place), ...equal])];
  const to = [...new Set([...bounds.slice(0, place + 1), ...equal])];
  const filter = (condition: Input) => ({ filter: { ...among(rows), [name]: condition } });
  await expectFound(subject, filter({ from: middle[name] }), from, `${name} from`);
  await expectFound(subject, filter({ to: middle[name] }), to, `${name} to`);
  await expectFound(subject, filter({ from: middle[name], to: middle[name] }), equal, `${name} from and to`);
}

/** Rows with the same value follow each other by their ids; rows without one come last. */
const comparing = (by: string) => (one: Row, other: Row) => {
  const [a, b] = [one[by], other[by]];
  if (isSame(a, b)) return one.id - other.id;
  if (a === null) return 1;
  if (b === null) return -1;
  return isBefore(a, b) ? -1 : 1;
};

/** Decimals and large numbers are texts; examples of other texts are alike but for their numbers, of one length. */
function isBefore(one: unknown, other: unknown): boolean {
  const [a, b] = [Number(one), Number(other)];
  return Number.isNaN(a) || Number.isNaN(b) ? String(one) < String(other) : a < b;
}

async function expectPages(subject: Subject, request: Input, expected: readonly number[]): Promise<void> {
  const { list } = subject.procedures;
  const pages = [await list.query({ ...request, limit: 1 })];
  expect(pages[0]?.previousCursor).toBe(null);
  for (let cursor = pages[0]?.nextCursor; cursor && pages.length <= expected.length; ) {
    const page = await list.query({ ...request, limit: 1, cursor });
    pages.push(page);
    cursor = page.nextCursor;
  }
  expect(pages.map(({ items }) => idsOf(items))).toEqual(expected.map((id) => [id]));
  const back: number[] = [];
  for (let cursor = pages.at(-1)?.previousCursor; cursor && back.length < expected.length; ) {
    const page = await list.query({ ...request, limit: 1, cursor });
    back.push(...idsOf(page.items));
    cursor = page.previousCursor;
  }
  expect(back).toEqual(expected.slice(0, -1).toReversed());
}
