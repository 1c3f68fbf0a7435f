import type { Constant, Rules } from "./attribute.ts";

/** What each attribute type answers, in this order; a new one is written by looking at a neighbour. */
export interface AttributeType {
  readonly name: string;
  /** In a few words, for the choice at the terminal. */
  readonly summary: string;
  /** Its arguments as they are typed: ":80", ":12,2"; empty where it has none. */
  readonly usage: string;
  /** What the terminal asks about its arguments, and the usual answer. */
  readonly detail?: { readonly question: string; readonly usual: string };
  /** The rules from the words behind the second colon. Throws UsageError BAD_TYPE. */
  readonly rules: (words: readonly string[]) => Rules;
  /** The rules that flags (`--min`, `--max`, `--pattern`) may state. */
  readonly knows: readonly ("length" | "range" | "pattern")[];
  /** The zod schema as text, without nullability, default and meta. */
  readonly zod: (rules: Rules) => string;
  /** The name that the zod text takes from `@pitstop/domain`. */
  readonly imports?: string;
  /** MikroORM's property builder as text, without nullability, default and unique. */
  readonly entity: (rules: Rules) => string;
  /** The column's type as PostgreSQL shows it in DDL. */
  readonly sql: (rules: Rules) => string;
  /** A constant default from its text. Throws UsageError BAD_DEFAULT. */
  readonly constant: (text: string, rules: Rules) => Constant;
  /** Whether an index on (attribute, id) is worth it where nobody says. */
  readonly isSortable: boolean;
  /** Whether a B-tree can hold every value. */
  readonly canBeIndexed: (rules: Rules) => boolean;
  readonly isSearchable: boolean;
  /** A value that fits the rules; the same for the same number, another one for another. */
  readonly example: (rules: Rules, number: number) => unknown;
  /** Values at the border of what is allowed: all of them are. */
  readonly edges: (rules: Rules) => unknown[];
  /** Values that are refused, for tests. */
  readonly refused: (rules: Rules) => unknown[];
}
