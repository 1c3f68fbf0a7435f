/** A statement that PostgreSQL refuses in a transaction, or that must not share one. */
export function alone(sql: string): string {
  return `-- A migration of its own, outside a transaction (isTransactional() { return false; }):\n${sql}`;
}
