/** Which build of which client asks, as its headers say: `createClient` sends them. */
export interface ClientVersion {
  /** The build, as whoever deploys the client calls it; "unknown" where it says nothing. */
  readonly build: string;
  /** The version of the contract that it was built against; undefined where it says nothing. */
  readonly contract: string | undefined;
}

export const BUILD_HEADER = "x-pitstop-client";
export const CONTRACT_HEADER = "x-pitstop-contract";

/** A header is input: what is no plain name counts as none. */
const NAME = /^[\w.@/+:-]{1,100}$/;

/** Reads it from a request's headers, as Node gives them. */
export function clientVersionOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): ClientVersion {
  const named = (header: string): string | undefined => {
    const value = headers[header];
    return typeof value === "string" && NAME.test(value) ? value : undefined;
  };
  return { build: named(BUILD_HEADER) ?? "unknown", contract: named(CONTRACT_HEADER) };
}
