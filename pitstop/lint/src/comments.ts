import { type ScanToken, scanSync } from "libpg-query";
import { parseServerVersion, type ServerVersion } from "./server-version.ts";

/** `-- pitstop:allow drop-column the column was retired two releases ago`, at its byte position. */
export interface AllowComment {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly reason: string;
}

/** A comment that speaks to the linter and that it cannot read. */
export interface CommentProblem {
  readonly start: number;
  readonly text: string;
  readonly problem: string;
}

/** What the comments of a file tell the linter. The conventions stand in docs of the rules: given, tx, pg, allow. */
export interface Comments {
  readonly given: readonly { readonly start: number; readonly text: string }[];
  readonly hasTransaction: boolean;
  readonly serverVersion: ServerVersion | undefined;
  readonly allowed: readonly AllowComment[];
  readonly problems: readonly CommentProblem[];
}

const none: Comments = {
  given: [],
  hasTransaction: false,
  serverVersion: undefined,
  allowed: [],
  problems: [],
};

export function readComments(sql: string): Comments {
  if (!sql.includes("--") && !sql.includes("/*")) return none;
  return scanSync(sql)
    .tokens.filter((token) => token.tokenName.endsWith("_COMMENT"))
    .reduce(withComment, none);
}

function withComment(comments: Comments, { start, end, text }: ScanToken): Comments {
  const words = text.replace(/^--|^\/\*|\*\/$/g, "").trim();
  const problem = (why: string) => ({
    ...comments,
    problems: [...comments.problems, { start, text, problem: why }],
  });
  if (/^pitstop:allow\b/.test(words)) {
    const [rule = "", ...reason] = words.split(/\s+/).slice(1);
    return { ...comments, allowed: [...comments.allowed, { start, end, rule, reason: reason.join(" ") }] };
  }
  if (/^pitstop\s*:/i.test(words) || /^pitstop[\s-]+allow\b/i.test(words))
    return problem("The only directive here is pitstop:allow, spelled exactly like that.");
  // "given cars.price integer" is meant for the linter; "given that prices rise" is not.
  if (/^given\s+("[^"]+"|\w+)\.("[^"]+"|\w+)\s+\w+/i.test(words))
    return problem("Write a colon after given: /* given: cars.price integer */.");
  if (/^given\s*:/i.test(words)) {
    return { ...comments, given: [...comments.given, { start, text: words.replace(/^given\s*:\s*/i, "") }] };
  }
  if (/^tx$/i.test(words)) return { ...comments, hasTransaction: true };
  const version = /^pg\s*=\s*(.*)$/i.exec(words)?.[1];
  if (version === undefined) return comments;
  const serverVersion = parseServerVersion(version);
  return serverVersion === undefined
    ? problem("A server version is a number: /* pg=16 */ or /* pg=14.2 */.")
    : { ...comments, serverVersion };
}
