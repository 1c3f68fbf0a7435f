import {
  type Contract,
  type ContractOptions,
  contractOf as describeRouter,
  type Schema,
} from "@pitstop/contract";
import { defineDomain, Id, Reference, Timestamp } from "@pitstop/domain";
import type { AnyTRPCRouter } from "@trpc/server";
import { z } from "zod";
import type { Api } from "../define-api.ts";
import type { ApiDefinition } from "../definition.ts";
import { type FormerTypes, type Served, withEvolutions } from "../evolution/retired-in-contract.ts";
import type { DomainView } from "../evolution/view.ts";
import { restOperations } from "../rest/operation.ts";
import { endpointOf } from "./endpoint.ts";
import { ofEveryKind } from "./of-every-kind.ts";
import { type ErrorCode, errorsOf } from "./procedure-errors.ts";

/** The API that a router is of. */
export type DescribedApi = Pick<Api, "evolutions"> & { readonly definition: Pick<ApiDefinition, "domains"> };

/**
 * The contract of a router: what each procedure accepts, answers and fails with, and what older clients are still
 * served.
 */
export function contractOf(api: DescribedApi, router: AnyTRPCRouter): Contract {
  const { evolutions } = api;
  const served: Served = { evolutions, retired: new Map(), formerly: new Map() };
  // Read once what they refer to has its name.
  const contract = describedBy(api, router, (read) => {
    for (const { name } of evolutions.domains) {
      const view = evolutions.union(name);
      if (!view) continue;
      served.retired.set(name, retiredSchemas(read, view));
      served.formerly.set(name, formerTypes(read, view));
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
export const presentContract = (api: DescribedApi, router: AnyTRPCRouter): Contract =>
  describedBy(api, router, () => []);

/** Schemas that every domain shares stand once. */
const named = { Integer: z.int(), Id, Timestamp, Reference, JsonValue: z.json() };

function describedBy(
  { definition, evolutions }: DescribedApi,
  router: AnyTRPCRouter,
  more: (read: Read) => readonly Schema[],
): Contract {
  const operations = new Map(
    restOperations(router, definition.domains, evolutions).map((operation) => [operation.name, operation]),
  );
  return describeRouter(router, {
    named,
    library: ofEveryKind(),
    // An error code of the application's own is one of those that its procedures state.
    errors: (name, { errors }) => errorsOf(name, errors as readonly ErrorCode[] | undefined),
    endpoint: (name) => {
      const operation = operations.get(name);
      return operation && endpointOf(operation);
    },
    more,
  });
}

type Read = Parameters<NonNullable<ContractOptions["more"]>>[0];

/** What answers hold of retired attributes and relations, by name. */
function retiredSchemas(read: Read, view: DomainView): Record<string, Schema> {
  const { shape } = view.domain.output as unknown as { shape: Record<string, z.ZodType> }; // defineDomain makes an object
  const names = view.fields.map(({ name }) => name);
  return Object.fromEntries(
    names.flatMap((name) => (shape[name] ? [[name, read(shape[name], "output")]] : [])),
  );
}

/** What clients of earlier versions give and get of attributes that had another type, by place and name. */
function formerTypes(read: Read, { present }: DomainView): FormerTypes {
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
      if (value) found[place][attribute] = [...(found[place][attribute] ?? []), read(value, io)];
    }
  }
  return found;
}

/** defineDomain makes objects of all of these. */
const shapeOf = (schema: unknown): Record<string, z.ZodType> =>
  (schema as { shape: Record<string, z.ZodType> }).shape;
