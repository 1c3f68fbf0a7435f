import type { EntityManager } from "@mikro-orm/postgresql";
import { z } from "zod";
import { hides } from "../access/hidden-columns.ts";
import type { Verb } from "../access/rules.ts";
import { checkUpdated } from "../access/written.ts";
import { asideOf } from "../crud/aside.ts";
import { Parameters } from "../crud/parameters.ts";
import type { Reached } from "../crud/reached.ts";
import { column, columnList, runForRecord, selectRecords } from "../crud/record.ts";
import type { Table } from "../crud/table.ts";
import { changeColumns, type GivenColumn, readRecord, refuseStale, staleError } from "../crud/write.ts";
import { BadInput, NotFound } from "../errors.ts";
import { refuseUnlogged } from "./history.ts";
import { loggedSql } from "./logged.ts";
import type { Values } from "./past-names.ts";
import { changesOf, type LoggedChange, readChanges } from "./read-changes.ts";
import { valueNames } from "./value-names.ts";
import { beganWithin, isDeletedWithin } from "./within-scope.ts";

export interface RestoreRequest {
  readonly id: number;
  /** The version that the record gets the values of again; omitted for a deleted record. */
  readonly to?: number | undefined;
  /** The version that the record has, as the caller has read it. */
  readonly version?: number | undefined;
}

export interface RestoreOptions {
  /** The schemas of answers and of new records. */
  readonly output: z.ZodType;
  readonly create: z.ZodType;
  readonly trashDays: number;
  /** What the caller reaches for a purpose; throws Forbidden. */
  readonly reached: (verb: Verb) => Reached;
}

/**
 * Gives a record the values that it had at an earlier version, or brings a deleted record back with its id and its last
 * values. Throws NotFound; Conflict where the record was changed meanwhile or a unique value is taken; and BadInput, with
 * the name of the attribute, where a value can't be had again.
 */
export async function restoreRecord<Item>(
  em: EntityManager,
  { reached, ...options }: RestoreOptions,
  request: RestoreRequest,
): Promise<Item> {
  // Whoever may restore one of the two may know which of them it is.
  const table = either(reached);
  refuseUnlogged(table);
  const [latest] = await readChanges(em, table.table, { recordId: request.id, limit: 1 });
  return latest?.action === "delete"
    ? bringBack(em, reached("create"), { ...options, latest, request })
    : takeBack(em, reached("update"), { ...options, request });
}

function either(reached: RestoreOptions["reached"]): Reached {
  try {
    return reached("update");
  } catch {
    return reached("create");
  }
}

interface BringingBack extends Omit<RestoreOptions, "reached"> {
  readonly latest: LoggedChange;
  readonly request: RestoreRequest;
}

/** Inserts a deleted record again, as it was. */
async function bringBack<Item>(em: EntityManager, reached: Reached, given: BringingBack): Promise<Item> {
  const { table } = reached;
  const { latest, request, trashDays } = given;
  const isKept = Date.now() - Date.parse(latest.at) < trashDays * 24 * 60 * 60 * 1000;
  if (!(isKept && isDeletedWithin(reached, latest))) throw new NotFound(table.domain.label.one, request.id);
  if (request.to !== undefined && request.to !== latest.version)
    throw refusedVersion("This record is deleted. Restore it first, and then its earlier version.");
  if (request.version !== undefined && request.version !== latest.version)
    throw staleError(table, request.id);
  const aside = asideOf(table.name);
  const before = latest.before ?? {};
  const values = { ...defaults(table, given.create, before), ...before };
  const parameters = new Parameters();
  const columns: GivenColumn[] = [
    { column: column(table, "id"), value: request.id },
    { column: column(table, "version"), value: latest.version + 1 },
    { column: column(table, "createdAt"), value: before.createdAt ?? latest.at },
    ...columnsFor(table, values, given.output),
  ];
  const names = columns.map((each) => each.column.sql).join(", ");
  const placeholders = columns.map((each) => parameters.add(each.column, each.value)).join(", ");
  const insert = `insert into ${table.sql} (${names}) overriding system value values (${placeholders}) returning ${columnList(table, aside)}`;
  const logged = loggedSql(reached, parameters, { action: "restore", after: "written" });
  const select = selectRecords(reached, "written", { parameters, aside });
  const text = `with written as (${insert})${logged} ${select.text}`;
  const record = await runForRecord<Item>(em, select, { text, values: parameters.values, aside });
  return record as Item; // an insert of one row that did not throw returns it
}

/** What a record gets that was deleted before an attribute was added. */
function defaults(table: Table, create: z.ZodType, before: Values): Values {
  const shape = shapeOf(create);
  const missing = valueNames(table).filter((name) => !Object.hasOwn(before, name));
  const found = missing.map((name) => [name, shape[name]?.safeParse(undefined)] as const);
  const without = found.filter(([name, read]) => !read?.success && !column(table, name).nullable);
  if (without.length > 0)
    throw unfit(
      without.map(([name]) => name),
      "This record was deleted before it had this, and it can't be without.",
    );
  return Object.fromEntries(
    found.flatMap(([name, read]) => (read?.data === undefined ? [] : [[name, read.data]])),
  );
}

/** Gives a record the values of an earlier version again. */
async function takeBack<Item>(
  em: EntityManager,
  reached: Reached,
  { request, output }: Pick<BringingBack, "request" | "output">,
): Promise<Item> {
  const { table } = reached;
  const { id, to } = request;
  const current = await readRecord<Item & { version: number }>(em, reached, id); // every domain's records have one
  if (request.version !== undefined && request.version !== current.version) throw staleError(table, id);
  if (to === current.version) return current;
  if (to === undefined || to > current.version)
    throw refusedVersion(`Choose a version before ${current.version}, which the record has now.`);
  const earlier = await valuesAt(em, reached, { id, to, from: current.version });
  const input = Object.fromEntries(
    Object.entries(earlier).filter(
      ([name]) => valueNames(table).includes(name) && !hides(table, reached.reach, name),
    ),
  );
  const given = columnsFor(table, input, output);
  await checkUpdated(em, reached, input);
  if (given.length === 0) return current;
  const { version } = current;
  const record = await changeColumns<Item>(em, reached, { id, version, given, action: "restore" });
  return record ?? refuseStale(em, reached, id);
}

/** The values that have changed since a version, as they were then. Throws BadInput where the log has a gap. */
async function valuesAt(
  em: EntityManager,
  reached: Reached,
  { id, to, from }: { id: number; to: number; from: number },
): Promise<Values> {
  let values: Values = {};
  let version = from;
  for await (const change of changesOf(em, reached.table, id)) {
    if (version === to) return values;
    // What was deleted came back as it was, with the next version.
    if (change.action === "delete") continue;
    if (change.version !== version || beganWithin(reached, change)) break;
    values = { ...values, ...change.before };
    version--;
  }
  if (version === to) return values;
  throw refusedVersion(
    `The history of ${reached.table.domain.label.one} ${id} does not reach back to version ${to}.`,
  );
}

/** The columns of values. Throws BadInput for those that are of another type by now; the database keeps its other rules. */
function columnsFor(table: Table, values: Values, output: z.ZodType): GivenColumn[] {
  const shape = shapeOf(output);
  const names = valueNames(table).filter((name) => Object.hasOwn(values, name));
  const wrong = names.filter((name) => shape[name]?.safeParse(values[name]).success === false);
  if (wrong.length > 0)
    throw unfit(wrong, "This was stored in another form, and can't be restored as it is.");
  return names.map((name) => ({ column: column(table, name), value: values[name] }));
}

const shapeOf = (schema: z.ZodType): Readonly<Record<string, z.ZodType>> =>
  schema instanceof z.ZodObject ? (schema.shape as Readonly<Record<string, z.ZodType>>) : {};

const unfit = (names: readonly string[], message: string): BadInput =>
  new BadInput(
    `Nothing was restored. ${message}`,
    Object.fromEntries(names.map((name) => [name, [message]])),
  );

const refusedVersion = (message: string): BadInput => new BadInput(message, { to: [message] });
