import { type Contract, DEFINITIONS, type JsonSchema, type Schema } from "@pitstop/contract";
import type { DomainEvolution } from "./call.ts";
import { withDeprecatedConditions, withDeprecatedOrder } from "./deprecated-in-contract.ts";

type Rewrite = (schema: JsonSchema, evolution: DomainEvolution) => JsonSchema;

/**
 * The contract with what clients of before may still send, marked as retired and, where it was renamed, with its name
 * of now, and with the former names that answers carry. It is what the server does, so a removal or a rename breaks no
 * client before it is purged. What is deprecated is marked wherever it is named.
 */
export function withEvolutions(contract: Contract, evolutions: Iterable<DomainEvolution>): Contract {
  const definitions = { ...contract.definitions };
  const procedures = { ...contract.procedures };
  for (const evolution of evolutions) {
    const { domain, former, deprecated } = evolution;
    if (!(former || deprecated)) continue;
    /** Rewrites a schema where it stands: in its own place, or in the definition that it refers to. */
    const rewritten = (schema: Schema | undefined, rewrite: Rewrite): Schema => {
      if (typeof schema !== "object") return schema ?? {};
      const name = schema.$ref?.slice(DEFINITIONS.length);
      const target = name === undefined ? undefined : definitions[name];
      if (name === undefined || typeof target !== "object") return rewrite(schema, evolution);
      definitions[name] = rewrite(target, evolution);
      return schema;
    };
    const change = (name: string, side: "input" | "output", rewrite: Rewrite): void => {
      const procedure = procedures[`${domain.name}.${name}`];
      if (procedure) {
        procedures[`${domain.name}.${name}`] = { ...procedure, [side]: rewritten(procedure[side], rewrite) };
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
    for (const name of ["create", "update"]) change(name, "input", withRetired);
    for (const name of ["list", "count"]) change(name, "input", withPlaces);
    change("byId", "output", withFormerNames);
  }
  return { ...contract, definitions, procedures };
}

const withConditions: Rewrite = (filter, evolution) =>
  withDeprecatedConditions(withRetired(filter, evolution), evolution);

const withOrder: Rewrite = (sort, evolution) =>
  withDeprecatedOrder(withFormerOrder(sort, evolution), evolution);

function withRetired(schema: JsonSchema, { former }: DomainEvolution): JsonSchema {
  if (!former) return schema;
  const { removed, renamed } = former;
  const retired = [...removed].map((name) => [name, { retired: true }] as const);
  const moved = [...renamed].map(([name, renamedTo]) => [name, { retired: true, renamedTo }] as const);
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries([...retired, ...moved]) } };
}

function withFormerOrder(sort: JsonSchema, { former }: DomainEvolution): JsonSchema {
  const { by } = sort.properties ?? {};
  if (!former || typeof by !== "object" || !by.enum) return sort;
  const { removed, renamed } = former;
  return {
    ...sort,
    properties: { ...sort.properties, by: { ...by, retiredValues: [...removed, ...renamed.keys()] } },
  };
}

function withFormerNames(schema: JsonSchema, { former }: DomainEvolution): JsonSchema {
  if (!former) return schema;
  const properties = { ...schema.properties };
  const required = [...(schema.required ?? [])];
  for (const [before, now] of former.renamed) {
    const current = properties[now];
    if (typeof current !== "object") continue;
    properties[before] = { ...current, deprecated: true };
    if (required.includes(now)) required.push(before);
  }
  return { ...schema, properties, ...(schema.required && { required }) };
}
