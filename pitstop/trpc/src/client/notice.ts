/** What the server says about a call beside its answer; each name is `domain.attribute`, or `domain`. */
export interface Notice {
  /** What the call used, or was answered with, and will go. */
  readonly deprecated: readonly string[];
  /** The day from which the first of it may be gone, YYYY-MM-DD. */
  readonly sunset: string | undefined;
  /** What was sent under a previous name: `car.color=paint`. */
  readonly renamed: readonly string[];
}

/** Reads it from the headers of an answer; undefined where they say nothing. */
export function noticeOf(headers: Pick<Headers, "get">): Notice | undefined {
  const names = (header: string): string[] =>
    (headers.get(header) ?? "").split(", ").filter(Boolean).map(decoded);
  const deprecated = names("x-pitstop-deprecated");
  const renamed = names("x-pitstop-renamed");
  if (deprecated.length + renamed.length === 0) return undefined;
  return { deprecated, sunset: dayOf(headers.get("sunset")), renamed };
}

/** A header that cannot be read is no reason for a call to fail. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function dayOf(moment: string | null): string | undefined {
  const milliseconds = Date.parse(moment ?? "");
  return Number.isNaN(milliseconds)
    ? undefined
    : new Date(milliseconds).toISOString().slice(0, "2026-01-31".length);
}
