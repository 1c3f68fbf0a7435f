// The door for TypeScript frontends, inside and outside this repository: no server code stands behind it.
import { clientOf } from "@pitstop/trpc/client";
import version from "./contract/version.json" with { type: "json" };
import type { AppRouter } from "./root.ts";

export type {
  ClientOptions,
  ErrorDetails,
  inferRouterInputs,
  inferRouterOutputs,
  Notice,
} from "@pitstop/trpc/client";
export type { AppRouter };

/**
 * A typed client of this application's API at `url` (`https://host` or `https://host/trpc`).
 *
 * @example
 * const api = createClient("https://api.example.com", { retryMutations: true });
 */
export const createClient = clientOf<AppRouter>(version);
