import { scanSync } from "libpg-query";
import { rule } from "../rule.ts";

export default rule({
  id: "identifier-too-long",
  level: "warning",
  finds: "a name of more than 63 bytes",
  instead: "a shorter one",
  why: "PostgreSQL truncates a name after 63 bytes with only a notice: two long names may become one.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS",
    "squawk identifier-too-long",
  ],
  find: ({ text }) => tooLong(text).map((name) => ({ name, table: null, lock: null })),
  explain: ({ name }) =>
    `${name} has ${Buffer.byteLength(name)} bytes; PostgreSQL keeps the first ${LONGEST} and drops the rest: ${kept(name)}.`,
  rewrite: ({ name }, { text }) => `${text.replaceAll(name, kept(name))};`,
});

const LONGEST = 63;

/** Candidates are looked for first: reading each statement word by word costs more than all the other rules. */
function tooLong(sql: string): string[] {
  if (!/[\w$\u0080-\uffff]{16}|"[^"]{16}/.test(sql) || Buffer.byteLength(sql) <= LONGEST) return [];
  if (!candidates.test(sql)) return [];
  const names = scanSync(sql)
    .tokens.filter(({ tokenName }) => tokenName === "IDENT" || tokenName === "UIDENT")
    .map(({ text }) => text.replace(/^"|"$/g, "").replaceAll('""', '"'));
  return [...new Set(names)].filter((name) => Buffer.byteLength(name) > LONGEST);
}

// A character takes up to four bytes, so sixteen that are not ASCII may be too long.
const candidates = /[\w$]{64}|[\w$\u0080-\uffff]*[\u0080-\uffff][\w$\u0080-\uffff]{15}|"[^"]{16,}"/;

function kept(name: string): string {
  const bytes = Buffer.from(name).subarray(0, LONGEST);
  return bytes.toString("utf8").replace(/\ufffd+$/, "");
}
