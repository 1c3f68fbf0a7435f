import { type Contract, DEFINITIONS, type JsonSchema, type Schema } from "@pitstop/contract";
import type { DomainEvolution } from "./call.ts";
import type { Former } from "./former.ts";

type Rewrite = (schema: JsonSchema, former: Former) => JsonSchema;

/**
 * The contract with what clients of before may still send, marked as retired and, where it was renamed, with its name of now, and with the former names that answers
 * carry. It is what the server does, so a removal or a rename breaks no client before it is purged.
 */
export function withFormer(contract: Contract, evolutions: Iterable<DomainEvolution>): Contract {
  const definitions = { ...contract.definitions };
  const procedures = { ...contract.procedures };
  for (const { domain, former } of evolutions) {
    if (!former) continue;
    /** Rewrites a schema where it stands: in its own place, or in the definition that it refers to. */
    const rewritten = (schema: Schema | undefined, rewrite: Rewrite): Schema => {
      if (typeof schema !== "object") return schema ?? {};
      const name = schema.$ref?.slice(DEFINITIONS.length);
      const target = name === undefined ? undefined : definitions[name];
      if (name === undefined || typeof target !== "object") return rewrite(schema, former);
      definitions[name] = rewrite(target, former);
      return schema;
    };
    const change = (name: string, side: "input" | "output", rewrite: Rewrite): void => {
      const procedure = procedures[`${domain.name}.${name}`];
      if (procedure) {
        procedures[`${domain.name}.${name}`] = { ...procedure, [side]: rewritten(procedure[side], rewrite) };
      }
    };
    const withFormerPlaces: Rewrite = ({ properties = {}, ...schema }) => ({
      ...schema,
      properties: {
        ...properties,
        ...(properties.filter !== undefined && { filter: rewritten(properties.filter, withRetired) }),
        ...(properties.sort !== undefined && { sort: rewritten(properties.sort, withFormerOrder) }),
      },
    });
    for (const name of ["create", "update"]) change(name, "input", withRetired);
    for (const name of ["list", "count"]) change(name, "input", withFormerPlaces);
    change("byId", "output", withFormerNames);
  }
  return { ...contract, definitions, procedures };
}

function withRetired(schema: JsonSchema, { removed, renamed }: Former): JsonSchema {
  const retired = [...removed].map((name) => [name, { retired: true }] as const);
  const moved = [...renamed].map(([name, renamedTo]) => [name, { retired: true, renamedTo }] as const);
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries([...retired, ...moved]) } };
}

function withFormerOrder(sort: JsonSchema, { removed, renamed }: Former): JsonSchema {
  const { by } = sort.properties ?? {};
  if (typeof by !== "object" || !by.enum) return sort;
  return {
    ...sort,
    properties: { ...sort.properties, by: { ...by, retiredValues: [...removed, ...renamed.keys()] } },
  };
}

function withFormerNames(schema: JsonSchema, { renamed }: Former): JsonSchema {
  const properties = { ...schema.properties };
  const required = [...(schema.required ?? [])];
  for (const [before, now] of renamed) {
    const current = properties[now];
    if (typeof current !== "object") continue;
    properties[before] = { ...current, deprecated: true };
    if (required.includes(now)) required.push(before);
  }
  return { ...schema, properties, ...(schema.required && { required }) };
}
