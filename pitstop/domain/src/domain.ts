import { z } from "zod";
import { type Announcement, Id, Reference, recordAttributes, type Sortable, Version } from "./attribute.ts";
import { compiled } from "./compiled.ts";
import { type AttributeFilter, attributeFilter, type RelationFilter, relationFilter } from "./filter.ts";
import { metaOf, type RelationDefinition } from "./relation.ts";
import { accepted, answered, searched } from "./value-schemas.ts";

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

type Attributes = Record<string, z.ZodType>;
type Relations = Record<string, RelationDefinition>;

type WithoutDefault<S> = S extends z.ZodDefault<infer T> ? T : S;
type ReferenceOf<R extends RelationDefinition> = R["nullable"] extends true
  ? z.ZodNullable<typeof Reference>
  : typeof Reference;
type IdOf<R extends RelationDefinition> = R["nullable"] extends true ? z.ZodNullable<typeof Id> : typeof Id;
type OmittedAsNull<S> = S extends z.ZodNullable ? z.ZodDefault<S> : S;

export type OutputShape<A extends Attributes, R extends Relations> = { id: typeof Id } & {
  [K in keyof A]: WithoutDefault<A[K]>;
} & { [K in keyof R]: ReferenceOf<R[K]> } & typeof recordAttributes & { version: z.ZodInt };

export type CreateShape<A extends Attributes, R extends Relations> = {
  [K in keyof A]: OmittedAsNull<A[K]>;
} & {
  [K in keyof R & string as `${K}Id`]: OmittedAsNull<IdOf<R[K]>>;
};

export type UpdateShape<A extends Attributes, R extends Relations> = {
  id: typeof Id;
  version: typeof Version;
} & {
  [K in keyof A]: z.ZodOptional<WithoutDefault<A[K]>>;
} & { [K in keyof R & string as `${K}Id`]: z.ZodOptional<IdOf<R[K]>> };

type SortKey<A extends Attributes> =
  | "id"
  | { [K in keyof A & string]: keyof Sortable extends keyof A[K] ? K : never }[keyof A & string]
  | keyof typeof recordAttributes;
type RelationFilterOf<R extends RelationDefinition> = R["nullable"] extends true
  ? RelationFilter
  : Omit<RelationFilter, "isNull">;
type Filter<A extends Attributes, R extends Relations> = {
  [K in keyof (A & typeof recordAttributes)]?: AttributeFilter<(A & typeof recordAttributes)[K]> | undefined;
} & { [K in keyof R & string as `${K}Id`]?: RelationFilterOf<R[K]> | undefined } & {
  id?: Omit<RelationFilter, "isNull"> | undefined;
};

/** What can be asked of every list and count: the filter by attribute and by relation, and the search. */
export interface CountInput<A extends Attributes, R extends Relations> {
  search?: string | undefined;
  filter?: Filter<A, R> | undefined;
}

/** What can be asked of every list. `cursor` is a `nextCursor` or `previousCursor` of an earlier page. */
export interface ListInput<A extends Attributes, R extends Relations> extends CountInput<A, R> {
  limit?: number | undefined;
  cursor?: string | undefined;
  sort?: { by: SortKey<A>; direction?: "asc" | "desc" | undefined } | undefined;
}

/** A domain as its file states it. */
export interface DomainStatement<A extends Attributes, R extends Relations> extends Announcement {
  /** camelCase, the name in code: `car`. */
  name: string;
  /** kebab-case plural, the name in URLs: `cars`. */
  plural: string;
  label: { one: string; many: string };
  description: string;
  /** The attribute that names a record where another one refers to it; `id` where none does. */
  title: (keyof A & string) | "id";
  /** The attributes that people fill in, in the order of forms and tables. */
  attributes: A;
  relations: R;
}

/**
 * A domain's schemas from its statement: `output` (what the API returns), `create`, `update`, `list`, `count` and
 * `page`. Inputs are strict; a nullable attribute may be left out on create. Rules of length, range and pattern
 * hold for inputs only, so that a rule tightened later never hides rows that were written before it.
 */
export function defineDomain<A extends Attributes, const R extends Relations>(
  statement: DomainStatement<A, R>,
) {
  const { attributes, relations } = statement;
  const output = z.object(outputShape(attributes, relations)).meta({ title: statement.label.one });
  const filters = {
    search: searched(z.string().trim().max(200)).optional(),
    filter: filterOf(attributes, relations).optional(),
  };
  const list = z.strictObject({
    limit: z.int().min(1).max(MAX_PAGE_SIZE).optional(),
    cursor: z.string().max(4000).optional(),
    ...filters,
    sort: z
      .strictObject({ by: z.enum(sortKeys(attributes)), direction: z.enum(["asc", "desc"]).optional() })
      .optional(),
  });
  const page = z.object({
    items: z.array(output),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable(),
  });
  return {
    ...statement,
    output: compiled(output),
    create: compiled(z.strictObject(createShape(attributes, relations))),
    update: compiled(z.strictObject(updateShape(attributes, relations))),
    // The keys of filter and sort follow from the statement; TypeScript cannot follow them through the spread.
    count: compiled(z.strictObject(filters)) as unknown as z.ZodType<CountInput<A, R>, CountInput<A, R>>,
    list: compiled(list) as unknown as z.ZodType<ListInput<A, R>, ListInput<A, R>>,
    page: compiled(page),
  };
}

/** The attributes that rows of the domain can be ordered by; `id` always, and what says `sortable`. */
export function sortKeys(attributes: Attributes): [string, ...string[]] {
  const all = { ...attributes, ...recordAttributes };
  return ["id", ...Object.keys(all).filter((key) => (all as Attributes)[key]?.meta()?.sortable)];
}

function outputShape<A extends Attributes, R extends Relations>(attributes: A, relations: R) {
  return {
    id: Id,
    ...mapValues(attributes, answered),
    ...mapValues(relations, (relation) =>
      (relation.nullable ? Reference.nullable() : Reference).meta(metaOf(relation)),
    ),
    ...mapValues(recordAttributes, answered),
    version: z.int(),
  } as unknown as OutputShape<A, R>; // a mapped shape: TypeScript does not follow the spread of generics
}

function createShape<A extends Attributes, R extends Relations>(attributes: A, relations: R) {
  return {
    ...mapValues(attributes, (schema) => forCreate(accepted(schema))),
    ...relationIds(relations, forCreate),
  } as unknown as CreateShape<A, R>; // as above
}

function updateShape<A extends Attributes, R extends Relations>(attributes: A, relations: R) {
  return {
    id: Id,
    version: Version,
    ...mapValues(attributes, (schema) => accepted(withoutDefault(schema)).optional()),
    ...relationIds(relations, (schema) => schema.optional()),
  } as unknown as UpdateShape<A, R>; // as above
}

function filterOf(attributes: Attributes, relations: Relations) {
  return z.strictObject({
    id: relationFilter(false).optional(),
    ...mapValues({ ...attributes, ...recordAttributes }, (schema) => attributeFilter(schema).optional()),
    ...Object.fromEntries(
      Object.entries(relations).map(([key, { nullable }]) => [
        `${key}Id`,
        relationFilter(nullable).optional(),
      ]),
    ),
  });
}

function relationIds(relations: Relations, adapt: (id: z.ZodType) => z.ZodType) {
  return Object.fromEntries(
    Object.entries(relations).map(([key, relation]) => {
      const id = relation.nullable ? Id.nullable() : Id;
      return [`${key}Id`, adapt(id.meta({ ...metaOf(relation), ...(relation.filled && { filled: true }) }))];
    }),
  );
}

const withoutDefault = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodDefault ? keepMeta(schema, schema.unwrap() as z.ZodType) : schema;

const keepMeta = (from: z.ZodType, to: z.ZodType): z.ZodType => {
  const meta = from.meta();
  return meta ? to.meta(meta) : to;
};

/** What the database fills may be left out by clients of before; whoever is compiled against this version gives it. */
const forCreate = (schema: z.ZodType): z.ZodType =>
  schema.meta()?.filled ? keepMeta(schema, schema.optional()) : omittedAsNull(schema);

const omittedAsNull = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodNullable ? schema.default(null) : schema;

const mapValues = <V, W>(record: Record<string, V>, map: (value: V) => W): Record<string, W> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
