/** The part of a file that runs up, where the file has both directions. */
export interface UpSection {
  /** The whole file with everything else blank: lines keep their numbers. */
  readonly sql: string;
  readonly isInTransaction: boolean;
}

// goose, sql-migrate and dbmate; then the SQL files of node-pg-migrate.
const MARKER =
  /^\s*--\s*(?:\+(?:goose|migrate)\s+|migrate:)(?<direction>up|down)\b(?<rest>.*)$|^\s*--\s*(?<worded>up|down)\s+migration\s*$/i;

/** Undefined where the file has one direction. All these tools begin a transaction unless the file says otherwise. */
export function upSection(text: string): UpSection | undefined {
  let isUp = false;
  let hasUp = false;
  let isInTransaction = !/^\s*--\s*\+goose\s+no\s+transaction\b/im.test(text);
  const lines = text.split("\n").map((line) => {
    const marker = line.includes("--") ? MARKER.exec(line)?.groups : undefined;
    if (marker === undefined) return isUp ? line : "";
    isUp = /up/i.test(marker.direction ?? marker.worded ?? "");
    hasUp ||= isUp;
    if (isUp && /transaction:\s*false|\bnotransaction\b/i.test(marker.rest ?? "")) isInTransaction = false;
    return "";
  });
  return hasUp ? { sql: lines.join("\n"), isInTransaction } : undefined;
}
