/** The kinds of migrations that the linter reads. "sql" is any file of plain SQL. */
export const FLAVOR_NAMES = ["mikro-orm", "prisma", "drizzle", "sql"] as const;

export type FlavorName = (typeof FLAVOR_NAMES)[number];

/** What a rewrite says about migrations and transactions, in the words of the tool that runs them. */
export interface Advice {
  /** Above SQL that PostgreSQL refuses in a transaction, or that must not share one. */
  readonly outside: string;
  /** Below an index built or dropped that way, where the tool generates the statement too. */
  readonly generatedIndex?: string;
  /** Above what the next migration does. */
  readonly next: (comment: string, isTransactional: boolean) => string;
  /** Above one batch of a change of many rows. */
  readonly batches: string;
  /** Why a statement is in a transaction that its file doesn't begin. */
  readonly wraps: string;
}

const mikroOrm: Advice = {
  outside: "-- A migration of its own, outside a transaction (isTransactional() { return false; }):",
  next: (comment, isTransactional) =>
    `-- Next migration${isTransactional ? "" : ", outside a transaction"}: ${comment}`,
  batches:
    "-- Outside a transaction, in batches; repeat with a pause until it changes no row, or use this.backfill({ … }):",
  wraps: "The runner puts the statements into one.",
};

// One statement per migration is outside a transaction in every version of Prisma.
const prisma: Advice = {
  outside:
    "-- A migration of its own for each statement. Create it with `prisma migrate dev --create-only`, and write:",
  next: (comment, isTransactional) =>
    `-- Next migration (\`prisma migrate dev --create-only\`)${isTransactional ? "" : ", one for each statement"}: ${comment}`,
  batches:
    "-- In a script instead of a migration (`prisma db execute --file`); repeat with a pause until it changes no row:",
  wraps:
    "Prisma sends a migration of several statements as one query, which PostgreSQL runs in one transaction.",
};

// drizzle opens one transaction around all pending migrations, so a migration of its own isn't enough.
const drizzle: Advice = {
  outside: "-- With psql: `drizzle-kit migrate` runs all pending migrations in one transaction.",
  generatedIndex:
    "-- If drizzle-kit generated the statement, keep it in the migration with IF [NOT] EXISTS and without CONCURRENTLY.",
  next: (comment, isTransactional) =>
    isTransactional
      ? `-- Next migration (\`drizzle-kit generate --custom\`), deployed after this one is applied: ${comment}`
      : `-- After \`drizzle-kit migrate\` has applied this, with psql: ${comment}`,
  batches:
    "-- In a script instead of a migration, outside a transaction; repeat with a pause until it changes no row:",
  wraps: "drizzle runs all pending migrations in one.",
};

const sql: Advice = {
  outside: "-- A migration of its own, outside a transaction:",
  next: mikroOrm.next,
  batches: "-- Outside a transaction, in batches; repeat with a pause until it changes no row:",
  wraps: "The runner puts the statements into one.",
};

export const advice: Readonly<Record<FlavorName, Advice>> = {
  "mikro-orm": mikroOrm,
  prisma,
  drizzle,
  sql,
};
