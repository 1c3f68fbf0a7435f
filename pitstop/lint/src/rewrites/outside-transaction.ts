import type { Known } from "../known.ts";

/** A statement that PostgreSQL refuses in a transaction, or that must not share one. */
export function alone(sql: string, { advice }: Known): string {
  return `${advice.outside}\n${sql}`;
}

/** CREATE or DROP INDEX CONCURRENTLY. The tool may have generated the form that blocks, and expects it to be there. */
export function indexAlone(sql: string, known: Known): string {
  const { generatedIndex } = known.advice;
  return generatedIndex === undefined ? alone(sql, known) : `${alone(sql, known)}\n${generatedIndex}`;
}
