import { type Contract, DEFINITIONS, type JsonSchema, type Schema } from "@pitstop/contract";
import { sortKeys } from "@pitstop/domain";
import {
  withDeprecatedConditions,
  withDeprecatedDomains,
  withDeprecatedOrder,
} from "./deprecated-in-contract.ts";
import type { Evolutions } from "./evolutions.ts";
import type { Deprecation } from "./notices.ts";
import { type DomainView, sortsOf } from "./view.ts";

/** What the contract says of a domain beside its own procedures. */
interface Marks {
  readonly view: DomainView | undefined;
  /** What answers hold of retired attributes. */
  readonly retired: Readonly<Record<string, Schema>>;
  readonly deprecated: ReadonlyMap<string, Deprecation> | undefined;
  readonly formerly: FormerTypes | undefined;
}

/** The types that attributes had, by place and name. */
export type FormerTypes = Record<"output" | "create" | "update" | "filter", Record<string, Schema[]>>;

type Rewrite = (schema: JsonSchema, marks: Marks) => JsonSchema;

/** What is served to clients of other versions. */
export interface Served {
  readonly evolutions: Evolutions;
  readonly retired: Map<string, Record<string, Schema>>;
  readonly formerly: Map<string, FormerTypes>;
}

/**
 * The contract with what older clients may still send, marked as retired and, where it was renamed, with its name of
 * now, and with what answers carry for them. It is what the server does, so a removal or a rename breaks no client
 * before it is purged; a renamed domain has its procedures under both names. What is deprecated is marked wherever it is named.
 */
export function withEvolutions(contract: Contract, { evolutions, retired, formerly }: Served): Contract {
  const definitions = { ...contract.definitions };
  const procedures = { ...contract.procedures };
  for (const { name: domain } of evolutions.domains) {
    const marks: Marks = {
      view: evolutions.union(domain),
      retired: retired.get(domain) ?? {},
      deprecated: evolutions.deprecated(domain),
      formerly: formerly.get(domain),
    };
    if (!(marks.view || marks.deprecated)) continue;
    /** Rewrites a schema where it stands: in its own place, or in the definition that it refers to. */
    const rewritten = (schema: Schema | undefined, rewrite: Rewrite): Schema => {
      if (typeof schema !== "object") return schema ?? {};
      const name = schema.$ref?.slice(DEFINITIONS.length);
      const target = name === undefined ? undefined : definitions[name];
      if (name === undefined || typeof target !== "object") return rewrite(schema, marks);
      definitions[name] = rewrite(target, marks);
      return schema;
    };
    const change = (name: string, side: "input" | "output", rewrite: Rewrite): void => {
      const procedure = procedures[`${domain}.${name}`];
      if (procedure) {
        procedures[`${domain}.${name}`] = { ...procedure, [side]: rewritten(procedure[side], rewrite) };
      }
    };
    const withPlaces: Rewrite = ({ properties = {}, ...schema }) => ({
      ...schema,
      properties: {
        ...properties,
        ...(properties.filter !== undefined && { filter: rewritten(properties.filter, withConditions) }),
        ...(properties.sort !== undefined && { sort: rewritten(properties.sort, withOrder) }),
      },
    });
    for (const name of ["create", "update"] as const)
      change(name, "input", (schema, all) => withFormerTypes(withRetired(schema, all), all.formerly?.[name]));
    for (const name of ["list", "count"]) change(name, "input", withPlaces);
    change("byId", "output", (schema, all) =>
      withFormerTypes(withFormerNames(schema, all), all.formerly?.output),
    );
  }
  for (const { name, now } of evolutions.former.values()) {
    for (const [path, procedure] of Object.entries(procedures))
      if (now !== undefined && path.startsWith(`${now}.`))
        procedures[name + path.slice(now.length)] = { ...procedure, deprecated: true };
  }
  return { ...contract, definitions, procedures: withDeprecatedDomains(procedures, evolutions) };
}

const withConditions: Rewrite = (filter, marks) =>
  withFormerTypes(
    withDeprecatedConditions(withRetired(filter, marks), marks.deprecated),
    marks.formerly?.filter,
  );

/** Marks what had another type. */
function withFormerTypes(schema: JsonSchema, formerly: Record<string, Schema[]> = {}): JsonSchema {
  const marked = Object.entries(formerly).flatMap(([name, schemas]) => {
    const property = schema.properties?.[name];
    return typeof property === "object" ? [[name, { ...property, formerly: schemas }] as const] : [];
  });
  if (marked.length === 0) return schema;
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries(marked) } };
}

const withOrder: Rewrite = (sort, marks) =>
  withDeprecatedOrder(withFormerOrder(sort, marks), marks.deprecated);

/** The names of inputs that this version has no more, and what it calls them. */
function formerKeys(view: DomainView | undefined): [name: string, now: string | undefined][] {
  if (!view) return [];
  const { attributes, relations } = view.present.domain;
  return [
    ...[...view.attributes]
      .filter(([name]) => !Object.hasOwn(attributes, name))
      .map(([name, { now }]) => [name, now]),
    ...[...view.relations]
      .filter(([name]) => !Object.hasOwn(relations, name))
      .map(([name, { now }]) => [`${name}Id`, now === undefined ? undefined : `${now}Id`]),
  ] as [string, string | undefined][];
}

function withRetired(schema: JsonSchema, { view }: Marks): JsonSchema {
  const retired = formerKeys(view).map(
    ([name, renamedTo]) => [name, { retired: true, ...(renamedTo !== undefined && { renamedTo }) }] as const,
  );
  if (retired.length === 0) return schema;
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries(retired) } };
}

function withFormerOrder(sort: JsonSchema, { view }: Marks): JsonSchema {
  const { by } = sort.properties ?? {};
  if (!view || typeof by !== "object" || !by.enum) return sort;
  const present = sortKeys(view.present.domain.attributes);
  const retiredValues = sortsOf(view).filter((name) => !present.includes(name));
  if (retiredValues.length === 0) return sort;
  return { ...sort, properties: { ...sort.properties, by: { ...by, retiredValues } } };
}

function withFormerNames(schema: JsonSchema, { view, retired }: Marks): JsonSchema {
  if (!view) return schema;
  const { domain } = view.present;
  const properties = { ...schema.properties };
  const required = [...(schema.required ?? [])];
  for (const [name, { now }] of [...view.attributes, ...view.relations]) {
    if (Object.hasOwn(domain.attributes, name) || Object.hasOwn(domain.relations, name)) continue;
    const current = retired[name] ?? properties[now ?? ""];
    if (typeof current !== "object") continue;
    properties[name] = { ...current, deprecated: true };
    required.push(name);
  }
  return { ...schema, properties, ...(schema.required && { required }) };
}
