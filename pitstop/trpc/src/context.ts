import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import type { User } from "./access/user.ts";
import type { ErrorCode } from "./contract/procedure-errors.ts";
import type { ReadReplicas } from "./crud/read-replicas.ts";
import type { ClientUses } from "./evolution/client-uses.ts";
import type { ClientVersion } from "./evolution/client-version.ts";
import type { Notices } from "./evolution/notices.ts";

/** What a request brings along. */
export interface Context {
  orm: MikroORM;
  /** What the services of queries read from instead, where it is up to date. */
  replicas?: ReadReplicas | undefined;
  /** Stands in the log and in the answer, so that a report of an error can be found. */
  requestId: string;
  /** Who is signed in; undefined where nobody is. */
  user?: User | undefined;
  /** The roles that this user can take, in development. */
  switchableRoles?: readonly string[] | undefined;
  /** Which client asks, as it says itself. */
  client?: ClientVersion;
  /** Collects what the answer has to say in its headers. */
  notices?: Notices;
  /** Counts who uses what is to go. */
  uses?: ClientUses;
  /** The Idempotency-Key of the request: a mutation that comes again with it is not done again. */
  idempotencyKey?: string | undefined;
  /** The transaction that the call is a part of, where there is one. */
  em?: EntityManager;
}

/** What a procedure says about itself, for the contract: `procedure.meta({ deprecated: true })`. */
export interface ProcedureMeta {
  deprecated?: boolean;
  /** The day on which it was deprecated, YYYY-MM-DD. */
  deprecatedSince?: string;
  /** The day from which it may be gone, YYYY-MM-DD. */
  sunset?: string;
  /** The codes that it answers with beside those of every procedure, where it is none of those that all domains have. */
  errors?: readonly ErrorCode[];
}
