import type { FileOptions } from "../linter.ts";
import type { PreparedMigration } from "./flavor.ts";

/** A migration whose file is the SQL that runs. */
export const sqlMigration = (sql: string, options: FileOptions): PreparedMigration => ({
  lint: (linter) => linter.lint(sql, options),
  learn: (linter) => linter.learn(sql),
});

/** The whole file is one query, which PostgreSQL runs in one transaction if it has several statements. */
export const oneQuery: FileOptions = { queries: [{ firstLine: 1, lastLine: Number.POSITIVE_INFINITY }] };
