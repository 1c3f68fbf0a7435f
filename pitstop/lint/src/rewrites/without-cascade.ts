import type { Statement } from "../statement.ts";

/** The statement without its CASCADE: PostgreSQL then names what still depends on the object. */
export function withoutCascade(statement: Statement): Statement {
  return { ...statement, text: statement.text.replace(/\s+cascade\s*$/i, "") };
}
