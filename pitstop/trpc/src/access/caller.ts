// Who the services of a call work for. It travels beside the call, so that no service has to hand it on, and none can
// forget to.
import { AsyncLocalStorage } from "node:async_hooks";
import { AccessError } from "./access-error.ts";
import type { User } from "./user.ts";

/** The application's own work: it reaches everything. */
const APPLICATION = Symbol("application");

const callers = new AsyncLocalStorage<User | typeof APPLICATION>();

/** Does work for a user: services keep the rules of this user's role. */
export const asUser = <Result>(user: User, work: () => Result): Result => callers.run(user, work);

/**
 * Does work of the application's own, which may do everything: seeds, scripts, jobs, and what a procedure does beyond
 * the rights of its caller.
 *
 * @example
 * await asApplication(() => carService.update(em, { id: 17, version: 3, color: "red" }));
 */
export const asApplication = <Result>(work: () => Result): Result => callers.run(APPLICATION, work);

/** Whom the present work is for; undefined for the application's own. Throws AccessError where nobody said so. */
export function currentUser(): User | undefined {
  const caller = callers.getStore();
  if (caller === undefined)
    throw new AccessError(
      "CALLER_UNKNOWN",
      "A service was called outside of a request, for no user.",
      "Wrap the application's own work in asApplication(() => …), or work for a user in asUser(user, () => …). Both come from @pitstop/trpc.",
    );
  return caller === APPLICATION ? undefined : caller;
}

/** The same, and undefined where nobody said so, too: for what only hides something from a user. */
export function knownUser(): User | undefined {
  const caller = callers.getStore();
  return caller === APPLICATION ? undefined : caller;
}
