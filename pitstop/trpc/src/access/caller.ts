// Who the services of a call work for. It travels beside the call, so that no service has to hand it on, and none can
// forget to.
import { AsyncLocalStorage } from "node:async_hooks";
import { AccessError } from "./access-error.ts";
import type { User } from "./user.ts";

/** Where a call comes from, for the change log. */
export interface Origin {
  /** The build of the client, as it says itself. */
  readonly client?: string | undefined;
  readonly requestId?: string | undefined;
}

interface Caller {
  /** Whose rules hold; undefined for the application's own work, which reaches everything. */
  readonly user: User | undefined;
  /** Who began it: the user of a request, also while the application does more for them than they may. */
  readonly by: User | undefined;
  readonly origin: Origin;
}

const callers = new AsyncLocalStorage<Caller>();

/** Does work for a user: services keep the rules of this user's role. */
export const asUser = <Result>(user: User, work: () => Result, origin: Origin = {}): Result =>
  callers.run({ user, by: user, origin }, work);

/**
 * Does work of the application's own, which may do everything: seeds, scripts, jobs, and what a procedure does beyond
 * the rights of its caller.
 *
 * @example
 * await asApplication(() => carService.update(em, { id: 17, version: 3, color: "red" }));
 */
export const asApplication = <Result>(work: () => Result): Result => {
  const { by, origin = {} } = callers.getStore() ?? {};
  return callers.run({ user: undefined, by, origin }, work);
};

/** Whom the present work is for; undefined for the application's own. Throws AccessError where nobody said so. */
export function currentUser(): User | undefined {
  const caller = callers.getStore();
  if (caller === undefined)
    throw new AccessError(
      "CALLER_UNKNOWN",
      "A service was called outside of a request, for no user.",
      "Wrap the application's own work in asApplication(() => …), or work for a user in asUser(user, () => …). Both come from @pitstop/trpc.",
    );
  return caller.user;
}

/** The same, and undefined where nobody said so, too: for what only hides something from a user. */
export const knownUser = (): User | undefined => callers.getStore()?.user;

/** Who began the present work, and from where. */
export function currentOrigin(): Origin & { readonly by: User | undefined } {
  const { by, origin } = callers.getStore() ?? {};
  return { ...origin, by };
}
