/** What a migration made in the database, and where it says so. */
interface Made {
  readonly name: string;
  readonly path: string;
  readonly line: number;
}

/** An index, by its whole statement without CONCURRENTLY. */
export interface IndexObject extends Made {
  readonly kind: "index";
  readonly table: string;
  readonly sql: string;
  /** The columns that it's over, where it's over columns alone. */
  readonly columns: readonly string[] | undefined;
  readonly isUnique: boolean;
}

/** A constraint, by what follows its name. */
export interface ConstraintObject extends Made {
  readonly kind: "unique" | "check" | "foreign key";
  readonly table: string;
  readonly definition: string;
  readonly columns: readonly string[];
  /** The table at the other end of a foreign key. */
  readonly references?: string;
}

/** A view, by its whole statement. */
export interface ViewObject extends Made {
  readonly kind: "view" | "materialized view";
  readonly sql: string;
}

export interface TriggerObject extends Made {
  readonly kind: "trigger";
  readonly table: string;
  readonly sql: string;
  readonly calls: string;
}

export interface FunctionObject extends Made {
  readonly kind: "function";
  readonly sql: string;
  readonly language: string;
  readonly body: string;
}

/** What else names columns of a table: by its whole statement. */
export interface OtherObject extends Made {
  readonly kind:
    | "policy"
    | "rule"
    | "statistics"
    | "exclusion"
    | "generated column"
    | "privilege"
    | "comment";
  readonly table: string;
  readonly sql: string;
  /** What a comment says. */
  readonly comment?: string;
}

export type SchemaObject = IndexObject | ConstraintObject | ViewObject | TriggerObject | FunctionObject;
