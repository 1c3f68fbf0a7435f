import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";
import type { ConflictReason } from "../errors.ts";

/** A code that a procedure may answer with, as `error.data` tells it: the code, and the reason of a conflict. */
export type ErrorCode = Exclude<TRPC_ERROR_CODE_KEY, "CONFLICT"> | `CONFLICT:${ConflictReason}`;

/** What any call may meet, whatever it does: the access rules and the rate limits hold for every procedure. */
const ALWAYS: readonly ErrorCode[] = [
  "BAD_REQUEST",
  "FORBIDDEN",
  "GATEWAY_TIMEOUT",
  "INTERNAL_SERVER_ERROR",
  "SERVICE_UNAVAILABLE",
  "TOO_MANY_REQUESTS",
  "UNAUTHORIZED",
];

/** What the procedures that every domain has may answer besides; `crud/write.ts` and `crud/database-error.ts` throw it. */
const OF_CRUD = new Map<string, readonly ErrorCode[]>(
  Object.entries({
    byId: ["NOT_FOUND"],
    create: ["CONFLICT:unique", "CONFLICT:busy"],
    update: ["NOT_FOUND", "CONFLICT:stale", "CONFLICT:unique", "CONFLICT:busy"],
    delete: ["NOT_FOUND", "CONFLICT:stale", "CONFLICT:referenced", "CONFLICT:busy"],
    history: ["NOT_FOUND"],
    restore: ["NOT_FOUND", "CONFLICT:stale", "CONFLICT:unique", "CONFLICT:busy"],
  }),
);

/** The error codes of a procedure by its full name (`car.byId`); `stated` are those that its own meta names. */
export function errorsOf(procedure: string, stated: readonly ErrorCode[] | undefined): ErrorCode[] {
  const name = procedure.split(".").at(-1) ?? "";
  const own = stated ?? OF_CRUD.get(name) ?? [];
  return [...new Set([...ALWAYS, ...own])].toSorted((a, b) => (a < b ? -1 : 1));
}
