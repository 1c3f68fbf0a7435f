import { sortKeys } from "@pitstop/domain";
import { z } from "zod";
import type { RoleLimits } from "./limits.ts";
import { READ_ONLY } from "./written.ts";

/** What takes the place of a schema for a role; null where it isn't there. */
export type Changes = ReadonlyMap<z.ZodType, z.ZodType | null>;

/** A domain as `defineDomain` makes it: all of its schemas are objects. */
interface DefinedDomain {
  readonly attributes: Readonly<Record<string, z.ZodType>>;
  readonly relations: Readonly<Record<string, unknown>>;
  readonly output?: z.ZodType;
  readonly create?: z.ZodType;
  readonly update?: z.ZodType;
  readonly list?: z.ZodType;
}

/**
 * What a role has in place of a domain's schemas: what is hidden isn't there, in answers, filters, orders and input alike,
 * and what is read-only takes no value.
 */
export function changesOf(domain: DefinedDomain, limits: RoleLimits): Changes {
  const changes = new Map<z.ZodType, z.ZodType | null>();
  const { filter, sort } = shapeOf(domain.list);
  const inputs = [shapeOf(domain.create), shapeOf(domain.update)];
  const filters = shapeOf(unwrapped(filter));
  const change = (schemas: readonly Shape[], name: string, to: z.ZodType | null) => {
    for (const schema of schemas) if (schema[name]) changes.set(schema[name], to);
  };
  const inputName = (name: string) => (Object.hasOwn(domain.relations, name) ? `${name}Id` : name);
  for (const name of limits.readOnly) change(inputs, inputName(name), readOnly);
  for (const name of limits.hidden) {
    change([shapeOf(domain.output)], name, null);
    change([...inputs, filters], inputName(name), null);
  }
  const { by } = shapeOf(unwrapped(sort));
  if (by && limits.hidden.size > 0) {
    const keys = sortKeys(domain.attributes).filter((key) => !limits.hidden.has(key));
    changes.set(by, z.enum(keys as [string, ...string[]])); // "id" is never hidden
  }
  return changes;
}

const readOnly = z.undefined({ error: READ_ONLY }).optional();

/** The attributes of a create that the row scope of the caller gives: they may be left out. */
export function filledChanges({ create }: DefinedDomain, names: readonly string[]): Changes {
  const shape = shapeOf(create);
  return new Map(
    names.flatMap((name) => (shape[name] ? [[shape[name], shape[name].optional()] as const] : [])),
  );
}

/** A schema with changes in it, wherever they are; itself where there are none. */
export function changedSchema(schema: z.ZodType, changes: Changes): z.ZodType {
  const changed = changes.get(schema);
  if (changed) return changed;
  if (schema instanceof z.ZodObject) return changedObject(schema, changes);
  const inner = innerOf(schema);
  if (!inner) return schema;
  const [key, given] = inner;
  const next = Array.isArray(given)
    ? given.map((each: z.ZodType) => changedSchema(each, changes))
    : changedSchema(given as z.ZodType, changes);
  const isSame = Array.isArray(next) ? next.every((each, at) => each === given[at as never]) : next === given;
  return isSame ? schema : schema.clone({ ...schema.def, [key]: next } as never); // the same class around them
}

function changedObject(schema: z.ZodObject, changes: Changes): z.ZodType {
  const members = Object.entries(schema.shape as Shape);
  const next = members.flatMap(([name, member]) =>
    changes.get(member) === null ? [] : [[name, changedSchema(member, changes)] as const],
  );
  const isSame = next.length === members.length && next.every(([, each], at) => each === members[at]?.[1]);
  return isSame ? schema : schema.clone({ ...schema.def, shape: Object.fromEntries(next) } as never); // as above
}

/** What a schema is around, under the name that its definition has for it. */
function innerOf(schema: z.ZodType): [string, z.ZodType | z.ZodType[]] | undefined {
  const { def } = schema as unknown as { def: Record<string, z.ZodType & z.ZodType[]> }; // by class, below
  if (schema instanceof z.ZodArray) return ["element", def.element as z.ZodType];
  if (schema instanceof z.ZodUnion) return ["options", def.options as z.ZodType[]];
  if (schema instanceof z.ZodRecord) return ["valueType", def.valueType as z.ZodType];
  const isAround =
    schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault;
  return isAround ? ["innerType", def.innerType as z.ZodType] : undefined;
}

type Shape = Readonly<Record<string, z.ZodType>>;

const shapeOf = (schema: z.ZodType | undefined): Shape =>
  schema instanceof z.ZodObject ? (schema.shape as Shape) : {};

const unwrapped = (schema: z.ZodType | undefined): z.ZodType | undefined =>
  schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
