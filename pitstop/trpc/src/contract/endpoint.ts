import type { Endpoint } from "@pitstop/contract";
import { operationId } from "../rest/document/words.ts";
import type { RestOperation } from "../rest/operation.ts";

/** A REST operation as clients rely on it. */
export function endpointOf(operation: RestOperation): Endpoint {
  const { method, path, status, parameters } = operation;
  const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({ name, required: true }));
  const queried = [...parameters.values()].map(({ name, isRequired }) => ({
    name,
    ...(isRequired && { required: true }),
  }));
  return {
    method,
    path,
    operationId: operationId(operation),
    parameters: [...variables, ...queried].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    status,
  };
}
