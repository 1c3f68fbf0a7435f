import type { Reach } from "../access/reach.ts";
import type { Table } from "./table.ts";

/** A table, and what the present caller reaches of it. */
export interface Reached {
  readonly table: Table;
  readonly reach: Reach;
  /** The columns that aren't there for the caller. */
  readonly hidden: ReadonlySet<string>;
  /** Whether changes of it are logged. */
  readonly isLogged: boolean;
}
