import type { AnyTRPCProcedure, AnyTRPCRouter, TRPCError } from "@trpc/server";
import { type ApiError, Removed, UnknownToThisVersion } from "../errors.ts";
import { type ClientUses, WHOLE_DOMAIN } from "./client-uses.ts";
import type { ClientVersion } from "./client-version.ts";
import type { Evolutions } from "./evolutions.ts";

/** The procedures of renamed domains under the names that they had. */
export function formerProcedures(
  router: AnyTRPCRouter,
  evolutions: Evolutions,
): Record<string, AnyTRPCProcedure> {
  const procedures = Object.entries<AnyTRPCProcedure>(router._def.procedures);
  return Object.fromEntries(
    [...evolutions.former.values()].flatMap(({ name, now }) =>
      procedures
        .filter(([path]) => now !== undefined && path.startsWith(`${now}.`))
        .map(([path, procedure]) => [name + path.slice((now ?? "").length), procedure] as const),
    ),
  );
}

/** The router as it is served: renamed domains have their previous names too, and it has what every API has. */
export function servedRouter<Router extends AnyTRPCRouter>(
  router: Router,
  evolutions: Evolutions,
  ofEveryApi: Readonly<Record<string, AnyTRPCProcedure>>,
): Router {
  // As tRPC keeps them: whatever a path is called, it inherits nothing.
  const procedures: Record<string, AnyTRPCProcedure> = Object.create(null);
  Object.assign(procedures, router._def.procedures, formerProcedures(router, evolutions), ofEveryApi);
  return { ...router, _def: { ...router._def, procedures } };
}

/**
 * The error of a call to a procedure that isn't there: it belonged to a domain that was removed, or belongs to a version
 * that is to come. Undefined where it is of no version.
 */
export function missingProcedure(
  evolutions: Evolutions,
  path: string,
  client: ClientVersion | undefined,
): ApiError | undefined {
  const domain = evolutions.former.get(path.split(".")[0] ?? "");
  if (domain && domain.now === undefined) return new Removed(domain.label.many, domain.since);
  if (client?.contract === undefined || evolutions.isKnown(client.contract)) return undefined;
  return new UnknownToThisVersion(`The procedure ${JSON.stringify(path.slice(0, 100))}`);
}

/** Counts a call to a domain that was removed, until it is purged: people who decide on that see which builds still call. */
export function countRemoved(
  evolutions: Evolutions,
  path: string,
  client: ClientVersion | undefined,
  uses: ClientUses,
): void {
  const domain = evolutions.former.get(path.split(".")[0] ?? "");
  if (domain && domain.now === undefined && domain.since !== undefined)
    uses.count(client?.build ?? "unknown", "sent", domain.name, WHOLE_DOMAIN);
}

/** Whether tRPC found no procedure, rather than a procedure no record. */
export const isMissingProcedure = ({ code, cause }: TRPCError): boolean => code === "NOT_FOUND" && !cause;
