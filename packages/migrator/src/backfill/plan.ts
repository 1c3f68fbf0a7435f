/** What a backfill fills, as SQL: `update table set set where where`, batch by batch over the primary key. */
export interface BackfillPlan {
  /** Optionally with its schema: `cars`, `sales.cars`. Not quoted. */
  readonly table: string;
  /** Assignments, as after SET: `"price" = 0`. Must give the same when a row is met twice. */
  readonly set: string;
  /** Which rows still need it: `"price" is null`. A row that was filled must no longer match. */
  readonly where: string;
  /** Rows of the first batch; later ones follow what the database bears. */
  readonly batchSize?: number;
}
