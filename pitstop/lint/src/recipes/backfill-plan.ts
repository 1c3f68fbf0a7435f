/** What a backfill fills, as SQL: `update table set set where where`, batch by batch along its key. */
export interface BackfillPlan {
  /** As the database spells it, optionally with its schema and in quotes: `cars`, `sales.cars`, `sales."Cars"`. */
  readonly table: string;
  /** Assignments, as after SET: `"price" = 0`. Must give the same when a row is met twice. */
  readonly set: string;
  /** Which rows still need it: `"price" is null`. A row that was filled must no longer match. */
  readonly where: string;
  /** Rows of the first batch; later ones follow what the database bears. */
  readonly batchSize?: number;
}
