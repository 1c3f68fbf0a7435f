/** How an application keeps its change log. Its table comes with the migration `change_log`. */
export interface ChangeLog {
  /** For how many days a deleted record can be restored; 30 if omitted. */
  readonly trashDays?: number;
  /** After how many days a change is forgotten; never if omitted. */
  readonly keptDays?: number;
  /** Domains whose changes aren't logged. */
  readonly except?: readonly string[];
}

export const TRASH_DAYS = 30;

/** Whether changes of a domain are logged. */
export const isLogged = (changeLog: ChangeLog | undefined, domain: string): boolean =>
  changeLog !== undefined && changeLog.except?.includes(domain) !== true;

/** What every change of a record is logged as. */
export type Action = "create" | "update" | "delete" | "restore";

/** The tables of the log, in a schema of its own: to migrations they are like any other table. */
export const CHANGES = "pitstop_history.changes";
export const NAMES = "pitstop_history.names";
