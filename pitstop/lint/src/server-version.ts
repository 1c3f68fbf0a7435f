/** A PostgreSQL version. The minor version is often not stated, and matters to one rule. */
export interface ServerVersion {
  readonly major: number;
  readonly minor: number | undefined;
}

/** What the rules assume where nothing states the version. */
export const assumedServerVersion: ServerVersion = { major: 16, minor: undefined };

/** Reads "16", "14.2", "16.3 (Debian 16.3-1)"; undefined for anything else. */
export function parseServerVersion(text: string): ServerVersion | undefined {
  const match = /^\s*(\d{1,2})(?:\.(\d+))?/.exec(text);
  if (match === null) return undefined;
  return { major: Number(match[1]), minor: match[2] === undefined ? undefined : Number(match[2]) };
}
