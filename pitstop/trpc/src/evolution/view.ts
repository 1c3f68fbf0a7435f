import type { RetiredEntry } from "@pitstop/database";
import {
  defineDomain,
  innermost,
  kindOf,
  type RelationDefinition,
  recordAttributes,
  sortKeys,
} from "@pitstop/domain";
import type { z } from "zod";
import type { AsideField, Label } from "../crud/aside.ts";
import { type Column, retiredColumn } from "../crud/table.ts";
import { ClientTooOld } from "../errors.ts";
import type { NamedDomain, Surface } from "./surface.ts";

/** A domain as this version has it, with what the database keeps beside. */
export interface PresentDomain {
  readonly domain: NamedDomain;
  readonly surface: Surface;
  /** What is retired of its table. */
  readonly entries: readonly RetiredEntry[];
  /** The schemas of retired attributes, by `table.column`. */
  readonly schemas: Readonly<Record<string, z.ZodType>>;
}

/** What became of an attribute or a relation that another version knows. */
export interface Seen {
  /** What this version calls it; undefined where it was removed. */
  readonly now: string | undefined;
  /** The retired column that has the client's values; undefined where the present column has the same. */
  readonly column: Column | undefined;
  /** What is retired about it. */
  readonly entry: RetiredEntry | undefined;
}

/** A domain as callers know it that don't know it as it is now. */
export interface DomainView {
  /** What the callers call it. */
  readonly name: string;
  readonly present: PresentDomain;
  /** The domain with the schemas of their version. */
  readonly domain: ReturnType<typeof defineDomain>;
  readonly label: Label;
  readonly attributes: ReadonlyMap<string, Seen>;
  readonly relations: ReadonlyMap<string, Seen>;
  /** What they know and the database has no more: nothing can be answered to them. */
  readonly gone: readonly string[];
  /** What a new record needs and they can't give. */
  readonly missing: readonly string[];
  /** Whether they know this version too, so that answers carry all of it. */
  readonly isUnion: boolean;
  /** What their version calls the records of a table. */
  labelOfTable(table: string): Label | undefined;
  readonly fields: readonly AsideField[];
  /** Where their search looks. */
  readonly searched: readonly (string | Column)[];
  /** Columns by the names that they have for them. */
  readonly columns: ReadonlyMap<string, string>;
  /** The columns that their version knows. */
  readonly known: ReadonlySet<string>;
}

/** The domain as a client knows it that was built against a version with this surface. */
export function viewOfVersion(
  name: string,
  surface: Surface,
  present: PresentDomain,
  labelOfTable: DomainView["labelOfTable"],
): DomainView {
  const attributes = Object.entries(surface.attributes).map(
    ([each, column]) => [each, seenAttribute(column, present)] as const,
  );
  const relations = Object.entries(surface.relations).map(
    ([each, column]) => [each, seenRelation(column, present)] as const,
  );
  return viewOf({ name, surface, present, attributes, relations, labelOfTable, isUnion: false });
}

/** The domain for callers that state no version: as it is, and with what isn't purged yet. */
export function unionView(present: PresentDomain): DomainView {
  const { domain, surface, entries } = present;
  const attributes: [string, Seen | undefined][] = Object.keys(domain.attributes).map((name) => [
    name,
    same(name),
  ]);
  const relations: [string, Seen | undefined][] = Object.keys(domain.relations).map((name) => [
    name,
    same(name),
  ]);
  for (const { attribute, column, relation } of entries) {
    if (column === undefined) continue;
    const names = relation ? relations : attributes;
    if (names.some(([known]) => known === attribute)) continue;
    const seen = relation ? seenRelation(column, present) : seenAttribute(column, present);
    if (seen) names.push([attribute, seen]);
  }
  const labelOfTable = () => undefined;
  return viewOf({ name: domain.name, surface, present, attributes, relations, labelOfTable, isUnion: true });
}

interface Known {
  readonly name: string;
  readonly surface: Surface;
  readonly present: PresentDomain;
  readonly attributes: readonly (readonly [string, Seen | undefined])[];
  readonly relations: readonly (readonly [string, Seen | undefined])[];
  readonly labelOfTable: DomainView["labelOfTable"];
  readonly isUnion: boolean;
}

function viewOf({ name, surface, present, attributes, relations, labelOfTable, isUnion }: Known): DomainView {
  const gone = [...attributes, ...relations].flatMap(([each, seen]) => (seen ? [] : [each]));
  const seenAttributes = new Map(attributes.flatMap(([each, seen]) => (seen ? [[each, seen]] : [])));
  const seenRelations = new Map(relations.flatMap(([each, seen]) => (seen ? [[each, seen]] : [])));
  const schemas = mapped(seenAttributes, (seen) => schemaOf(seen, present, isUnion));
  const definitions = mapped(seenRelations, (seen) => relationOf(seen, present, isUnion));
  const statement = { name, plural: surface.plural, label: surface.label, description: "", title: "id" };
  const searched = Object.entries({ ...schemas, ...recordAttributes }).filter(
    ([, schema]) => schema.meta()?.searchable,
  );
  return {
    name,
    present,
    domain: defineDomain({ ...statement, attributes: schemas, relations: definitions } as never), // its names are none that TypeScript knows
    label: surface.label,
    attributes: seenAttributes,
    relations: seenRelations,
    gone,
    missing: isUnion ? [] : missingOf(present.domain, seenAttributes, seenRelations),
    isUnion,
    labelOfTable,
    fields: fieldsOf(seenAttributes, seenRelations, definitions),
    searched: searched.map(([each]) => {
      const seen = seenAttributes.get(each);
      return seen?.column ?? seen?.now ?? each;
    }),
    columns: columnNames(surface, present, seenAttributes, seenRelations),
    known: new Set(Object.values(surface.attributes)),
  };
}

const same = (name: string): Seen => ({ now: name, column: undefined, entry: undefined });

function seenAttribute(column: string, present: PresentDomain): Seen | undefined {
  const found = followed(column, present.surface.attributes, present.entries);
  if (!found) return undefined;
  const { now, entry, isSame } = found;
  if (isSame || !entry) return { now, column: undefined, entry };
  const schema = present.schemas[`${present.surface.table}.${column}`];
  if (!schema || entry.type === undefined) return undefined;
  return { now, column: retiredColumn(column, entry.type, kindOf(schema)), entry };
}

function seenRelation(column: string, present: PresentDomain): Seen | undefined {
  const found = followed(column, present.surface.relations, present.entries);
  if (!found) return undefined;
  const { now, entry, isSame } = found;
  if (isSame || !entry) return { now, column: undefined, entry };
  if (!entry.relation || entry.type === undefined) return undefined;
  return { now, column: retiredColumn(column, entry.type, "number"), entry };
}

/** Where the values of a column are now, through all that took its place; undefined where it is gone. */
function followed(
  column: string,
  names: Readonly<Record<string, string>>,
  entries: readonly RetiredEntry[],
): { now: string | undefined; entry: RetiredEntry | undefined; isSame: boolean } | undefined {
  const nameOf = (each: string) => Object.keys(names).find((name) => names[name] === each);
  const present = nameOf(column);
  if (present !== undefined) return { now: present, entry: undefined, isSame: true };
  const entry = entries.find((each) => each.column === column);
  if (!entry) return undefined;
  const passed = new Set<RetiredEntry>();
  let isSame = true;
  for (let next: RetiredEntry | undefined = entry; next && !passed.has(next); ) {
    passed.add(next);
    const { replacedBy, renamedTo }: RetiredEntry = next;
    if (replacedBy === undefined) break;
    isSame &&= renamedTo !== undefined;
    const now = nameOf(replacedBy);
    if (now !== undefined) return { now, entry, isSame };
    next = entries.find((each) => each.column === replacedBy);
  }
  return { now: undefined, entry, isSame: false };
}

function schemaOf(
  { now, column }: Seen,
  { domain, surface, schemas }: PresentDomain,
  isUnion: boolean,
): z.ZodType {
  const schema = (
    column ? schemas[`${surface.table}.${column.name}`] : domain.attributes[now ?? ""]
  ) as z.ZodType; // seen only where there is one
  // Whoever knows all names gives one of them.
  return isUnion ? filled(column ? innermostNullable(schema) : schema) : schema;
}

const filled = (schema: z.ZodType): z.ZodType => schema.meta({ ...schema.meta(), filled: true });

/** Without a default: it is for those alone who know the attribute. */
const innermostNullable = (schema: z.ZodType): z.ZodType =>
  innermost(schema)
    .nullable()
    .meta(schema.meta() ?? {});

function relationOf(
  { now, entry, column }: Seen,
  { domain }: PresentDomain,
  isUnion: boolean,
): RelationDefinition {
  const definition = (column ? entry?.relation : domain.relations[now ?? ""]) as RelationDefinition; // as above
  return isUnion ? { ...definition, filled: true } : definition;
}

/** What this version asks of a new record and nobody gives who doesn't know it: its trigger was purged. */
function missingOf(
  { attributes, relations }: NamedDomain,
  seenAttributes: ReadonlyMap<string, Seen>,
  seenRelations: ReadonlyMap<string, Seen>,
): string[] {
  const known = (seen: ReadonlyMap<string, Seen>, name: string) =>
    [...seen.values()].some(({ now }) => now === name);
  return [
    ...Object.entries(attributes)
      .filter(([name, schema]) => !known(seenAttributes, name) && isNeeded(schema))
      .map(([name]) => name),
    ...Object.entries(relations)
      .filter(
        ([name, { nullable, filled: isFilled }]) => !(known(seenRelations, name) || nullable || isFilled),
      )
      .map(([name]) => name),
  ];
}

const isNeeded = (schema: z.ZodType): boolean =>
  !(schema.meta()?.filled || schema.safeParse(undefined).success || schema.safeParse(null).success);

function fieldsOf(
  attributes: ReadonlyMap<string, Seen>,
  relations: ReadonlyMap<string, Seen>,
  definitions: Readonly<Record<string, RelationDefinition>>,
): AsideField[] {
  return [
    ...[...attributes].flatMap(([name, { column }]) => (column ? [{ name, column }] : [])),
    ...[...relations].flatMap(([name, { column }]) =>
      column ? [{ name, column, relation: definitions[name] }] : [],
    ),
  ];
}

/** The callers' names of columns: of those that they know, and of those that took their place. */
function columnNames(
  surface: Surface,
  { surface: present }: PresentDomain,
  attributes: ReadonlyMap<string, Seen>,
  relations: ReadonlyMap<string, Seen>,
): Map<string, string> {
  const names = new Map<string, string>();
  for (const [seen, now] of [
    [attributes, present.attributes],
    [relations, present.relations],
  ] as const) {
    for (const [name, { now: current }] of seen) {
      const column = current === undefined ? undefined : now[current];
      if (column !== undefined && !names.has(column)) names.set(column, name);
    }
  }
  for (const [name, column] of Object.entries({ ...surface.attributes, ...surface.relations }))
    names.set(column, name);
  return names;
}

/** Throws ClientTooOld where callers know what the database has no more. */
export function refuseGone({ gone, label }: DomainView): void {
  if (gone.length > 0) throw new ClientTooOld(label.many, gone);
}

/** What callers can order a list by. */
export const sortsOf = ({ domain }: DomainView): string[] =>
  sortKeys(domain.attributes as Record<string, z.ZodType>);

const mapped = <Value, Result>(
  values: ReadonlyMap<string, Value>,
  change: (value: Value) => Result,
): Record<string, Result> => Object.fromEntries([...values].map(([name, value]) => [name, change(value)]));
