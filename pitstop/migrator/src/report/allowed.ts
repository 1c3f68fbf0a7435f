import type { MigrationReport } from "./report.ts";

/** A line for each change that a migration names: what happened, and the reason that its comment gives. */
export const allowedLines = ({ allowed }: MigrationReport): string[] =>
  allowed.map(({ migration, sentence, reason }) =>
    reason === null
      ? `Named in ${migration}: ${sentence}`
      : `Allowed in ${migration}: ${sentence} Reason: ${reason}`,
  );
