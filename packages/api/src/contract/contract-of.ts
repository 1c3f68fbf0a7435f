import { type Contract, FORMAT, type Procedure, type Schema } from "@pitstop/contract";
import { defineDomain, Id, Reference, Timestamp } from "@pitstop/types";
import type { AnyTRPCProcedure, AnyTRPCRouter } from "@trpc/server";
import { z } from "zod";
import { appEvolutions } from "../evolution/app-evolutions.ts";
import type { Evolutions } from "../evolution/evolutions.ts";
import { type FormerTypes, type Served, withEvolutions } from "../evolution/retired-in-contract.ts";
import type { DomainView } from "../evolution/view.ts";
import { appRouter } from "../root.ts";
import type { ProcedureMeta } from "../trpc.ts";
import { errorsOf } from "./procedure-errors.ts";
import { SharedSchemas } from "./shared-schemas.ts";

/** What a procedure knows of itself at run time; tRPC's types tell of it by inference alone. */
interface Definition {
  type: Procedure["type"];
  inputs: z.ZodType[];
  output?: z.ZodType;
  meta?: ProcedureMeta;
}

/**
 * The contract of a router: what each procedure may be sent, answers, and fails with. Nothing of it depends on the
 * order of the router, the machine or the day.
 */
export function contractOf(
  router: AnyTRPCRouter = appRouter,
  evolutions: Evolutions = appEvolutions,
): Contract {
  const shared = new SharedSchemas();
  const served: Served = { evolutions, retired: new Map(), formerly: new Map() };
  // Read once what they refer to has its name.
  const contract = describedBy(router, shared, () => {
    for (const { name } of evolutions.domains) {
      const view = evolutions.union(name);
      if (!view) continue;
      served.retired.set(name, retiredSchemas(shared, view));
      served.formerly.set(name, formerTypes(shared, view));
    }
    const former = [...served.formerly.values()].flatMap((places) => Object.values(places));
    return [
      ...[...served.retired.values()].flatMap(Object.values),
      ...former.flatMap(Object.values).flat(),
    ] as Schema[]; // Object.values forgets what they are
  });
  return withEvolutions(contract, served);
}

/** The same without what is served to clients of other versions. */
export const presentContract = (router: AnyTRPCRouter = appRouter): Contract =>
  describedBy(router, new SharedSchemas(), () => []);

/** What answers hold of retired attributes and relations, by name. */
function retiredSchemas(shared: SharedSchemas, view: DomainView): Record<string, Schema> {
  const { shape } = view.domain.output as unknown as { shape: Record<string, z.ZodType> }; // defineDomain makes an object
  const names = view.fields.map(({ name }) => name);
  return Object.fromEntries(
    names.flatMap((name) => (shape[name] ? [[name, shared.read(shape[name], "output")]] : [])),
  );
}

/** What clients of earlier versions give and get of attributes that had another type, by place and name. */
function formerTypes(shared: SharedSchemas, { present }: DomainView): FormerTypes {
  const found: FormerTypes = { output: {}, create: {}, update: {}, filter: {} };
  for (const { attribute, table, column } of present.entries) {
    const schema = present.schemas[`${table}.${column}`];
    if (!schema || !Object.hasOwn(present.domain.attributes, attribute)) continue;
    const statement = {
      ...present.domain,
      description: "",
      attributes: { [attribute]: schema },
      relations: {},
    };
    const { output, create, update, list } = defineDomain(statement as never); // its attribute is none that TypeScript knows
    const filter = (shapeOf(list).filter as unknown as z.ZodOptional).unwrap();
    for (const [place, object, io] of [
      ["output", output, "output"],
      ["create", create, "input"],
      ["update", update, "input"],
      ["filter", filter, "input"],
    ] as const) {
      const value = shapeOf(object)[attribute];
      if (value) found[place][attribute] = [...(found[place][attribute] ?? []), shared.read(value, io)];
    }
  }
  return found;
}

/** defineDomain makes objects of all of these. */
const shapeOf = (schema: unknown): Record<string, z.ZodType> =>
  (schema as { shape: Record<string, z.ZodType> }).shape;

function describedBy(router: AnyTRPCRouter, shared: SharedSchemas, readMore: () => Schema[]): Contract {
  const procedures = Object.entries<AnyTRPCProcedure>(router._def.procedures)
    .map(([name, procedure]) => ({ name, definition: procedure._def as unknown as Definition })) // see Definition
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  shared.name("Integer", shared.read(z.int(), "output"));
  shared.name("Id", shared.read(Id, "output"));
  shared.name("Timestamp", shared.read(Timestamp, "output"));
  shared.name("Reference", shared.read(Reference, "output"));
  shared.name("JsonValue", shared.read(z.json(), "output"));
  for (const { name, definition } of procedures) nameRecord(shared, name, definition);
  const described = procedures.map(
    ({ name, definition }) => [name, describe(shared, name, definition)] as const,
  );
  const schemas = described.flatMap(([, { input, output }]) => [input, output]);
  const definitions = shared.definitionsOf([...schemas, ...readMore()]);
  return { pitstopContract: FORMAT, definitions, procedures: Object.fromEntries(described) };
}

/** A domain's record and filter stand once, under the domain's name: `Car`, `CarFilter`. */
function nameRecord(shared: SharedSchemas, procedure: string, { inputs: [input], output }: Definition): void {
  const [domain = "", name] = procedure.split(".");
  const title = domain.charAt(0).toUpperCase() + domain.slice(1);
  if (name === "byId" && output) shared.name(title, shared.read(output, "output"));
  if (name === "list" && input instanceof z.ZodObject && input.shape.filter) {
    shared.name(`${title}Filter`, shared.read(input.shape.filter, "input"));
  }
}

function describe(
  shared: SharedSchemas,
  name: string,
  { type, inputs, output, meta }: Definition,
): Procedure {
  const input = inputSchema(inputs.map((each) => shared.read(each, "input")));
  return {
    type,
    ...(input !== undefined && { input }),
    ...(input !== undefined && inputs.every(mayBeLeftOut) && { inputOptional: true }),
    ...(output && { output: shared.read(output, "output") }),
    errors: errorsOf(name, meta?.errors),
    ...(meta?.deprecated && { deprecated: true }),
    ...(meta?.sunset !== undefined && { sunset: meta.sunset }),
  };
}

/** What only an asynchronous check could tell is taken for the worse: the input has to be sent. */
function mayBeLeftOut(schema: z.ZodType): boolean {
  try {
    return schema.safeParse(undefined).success;
  } catch (error) {
    if (error instanceof z.core.$ZodAsyncError) return false;
    throw error;
  }
}

/** Several inputs, one added by each step of a procedure, all have to hold. */
const inputSchema = (schemas: readonly Schema[]): Schema | undefined =>
  schemas.length > 1 ? { allOf: [...schemas] } : schemas[0];
