/** Which build of which client asks, as its headers say: `createClient` sends them. */
export interface ClientVersion {
  /** The build, as whoever deploys the client calls it; "unknown" where it says nothing. */
  readonly build: string;
  /** The version of the contract that it was built against; undefined where it says nothing. */
  readonly contract: string | undefined;
  /**
   * What its version says of the domains that it calls, as fingerprints of their part of the contract; undefined where it
   * says nothing.
   */
  readonly fingerprints: ReadonlyMap<string, string> | undefined;
}

export const BUILD_HEADER = "x-pitstop-client";
export const CONTRACT_HEADER = "x-pitstop-contract";
export const DOMAINS_HEADER = "x-pitstop-domains";

/** A header is input: what is no plain name counts as none. */
const NAME = /^[\w.@/+:-]{1,100}$/;

/** `car=1f3a9c2e, category=77b01d44`: as much as a batch of calls names. */
const DOMAINS = /^[\w-]{1,100}=[0-9a-f]{8}(, [\w-]{1,100}=[0-9a-f]{8}){0,99}$/;

/** Reads it from a request's headers, as Node gives them. */
export function clientVersionOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): ClientVersion {
  const named = (header: string): string | undefined => {
    const value = headers[header];
    return typeof value === "string" && NAME.test(value) ? value : undefined;
  };
  return {
    build: named(BUILD_HEADER) ?? "unknown",
    contract: named(CONTRACT_HEADER),
    // Read by those alone that need it: clients of another version.
    get fingerprints() {
      const value = headers[DOMAINS_HEADER];
      if (typeof value !== "string" || !DOMAINS.test(value)) return undefined;
      return new Map(value.split(", ").map((each) => each.split("=") as [string, string])); // the pattern says so
    },
  };
}
