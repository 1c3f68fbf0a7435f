/** The SQL of a moment in ISO 8601, in UTC, whatever zone the session has; null where the column is. */
export const momentSql = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
