/** An identifier as SQL writes it. Always in quotes, as MikroORM does: no list of reserved words can be out of date. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

export function quotedList(identifiers: readonly string[]): string {
  return identifiers.map(quoted).join(", ");
}

export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
