import { writeContract } from "@pitstop/contract";
import type { AnyTRPCRouter } from "@trpc/server";
import { checkRules } from "./access/check-rules.ts";
import { OWN_ACCESS } from "./access/own-access.ts";
import { contractOf } from "./contract/contract-of.ts";
import type { Api } from "./define-api.ts";
import type { ApiDefinition } from "./definition.ts";
import { servedRouter } from "./evolution/served.ts";
import type { SeededRecord } from "./rest/document/example.ts";
import { formerOperations, type RestOperation, removedPaths, restOperations } from "./rest/operation.ts";

/** The API of an application, for clients of every version. */
export interface ServedApi extends Pick<Api, "mutatedOnce" | "servedError"> {
  readonly definition: ApiDefinition;
  /** The router as it is served: renamed domains have their previous names too. */
  readonly router: AnyTRPCRouter;
  /** What REST offers of it, and what it offers at the paths that renamed domains had. */
  readonly operations: readonly RestOperation[];
  readonly formerOperations: readonly RestOperation[];
  /** Throws AccessError where a procedure has no rule that says who may call it. */
  readonly checkAccess: () => void;
  /** The paths of domains that were removed. */
  readonly removedPaths: readonly { path: string; name: string }[];
  /** The contract, as `contract.json` has it. */
  readonly contract: () => string;
  /** A record of each domain that is there, for examples that find something. */
  readonly examples: () => Promise<Readonly<Record<string, SeededRecord>>>;
}

/**
 * What a server serves of an API: to clients of earlier versions, too.
 *
 * @example
 * await start({ title, api: serveApi(api, appRouter, seedExamples), database });
 */
export function serveApi(api: Api, router: AnyTRPCRouter, examples: ServedApi["examples"]): ServedApi {
  const { definition, evolutions, mutatedOnce, ownAccess, servedError } = api;
  return {
    definition,
    mutatedOnce,
    servedError,
    router: servedRouter(router, evolutions, { [OWN_ACCESS]: ownAccess }),
    checkAccess: () => checkRules(definition.access, router),
    operations: restOperations(router, definition.domains, evolutions),
    formerOperations: formerOperations(router, definition.domains, evolutions),
    removedPaths: removedPaths(evolutions),
    contract: () => writeContract(contractOf(api, router)),
    examples,
  };
}
