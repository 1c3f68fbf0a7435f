import type { MikroORM } from "@mikro-orm/postgresql";
import type { Registry } from "prom-client";
import type { ServedDatabase } from "../application.ts";
import type { WatchedReplicas } from "../replicas/index.ts";
import type { ObservedCall } from "./observed-call.ts";

/** What metrics are read from. */
export interface Sources {
  readonly registry: Registry;
  readonly orm: MikroORM;
  /** Where there are any. */
  readonly replicas?: WatchedReplicas | undefined;
  readonly database: Pick<ServedDatabase, "pendingMigrations">;
}

/** Metrics that belong together: adds them to the registry. Those that count calls are told of each. */
export type Family = (sources: Sources) => ((call: ObservedCall) => void) | undefined;
