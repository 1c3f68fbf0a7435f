// What the two halves of the tool agree on: operations give plans, and one thin place carries plans out.
import type { z } from "zod";
import type { Workspace } from "./workspace/workspace.ts";

/** The layers that an operation edits, in the order in which people read a change. */
export const layerNames = [
  "types",
  "entity",
  "service",
  "router",
  "access",
  "registry",
  "tests",
  "seeds",
  "retired",
  "references",
] as const;

export type LayerName = (typeof layerNames)[number];

/** What becomes of one file. A plan has at most one edit per path. */
export interface Edit {
  /** Relative to the workspace's root, with "/". */
  readonly path: string;
  /** The text as it was read; null for a file that is new. */
  readonly before: string | null;
  /** The text as it shall be; null for a file that goes. */
  readonly after: string | null;
  /** In words, as after "because": "color stands in the shared type". */
  readonly why: string;
  readonly layer: LayerName;
}

/** One statement of a migration that was stated by hand. */
export interface PlannedStatement {
  readonly sql: string;
  /** The lock that it takes, as PostgreSQL calls it: "ACCESS EXCLUSIVE". */
  readonly lock: string;
  readonly table: string;
  /** Why it is there and why it is safe, for the reader of the migration. */
  readonly comment: string;
}

/** A column filled in batches, in the migrator's form: `update table set set where where`. */
export interface PlannedBackfill {
  readonly table: string;
  /** Assignments, as after SET; they give the same when a row is met twice. */
  readonly set: string;
  /** Which rows still need it; a row that was filled no longer matches. */
  readonly where: string;
}

/** What a migration does, in order: a statement, or a backfill in batches. */
export type PlannedStep =
  | ({ readonly kind: "sql" } & PlannedStatement)
  | { readonly kind: "backfill"; readonly backfill: PlannedBackfill; readonly comment: string };

/** One migration file that is safe by itself. */
export interface PlannedMigration {
  /** snake_case, the end of the file's name: `add_car_price`. */
  readonly name: string;
  readonly phase: "expand" | "contract";
  /** Which deploy it belongs to: 1 runs before this version of the code, 2 once no older code is left. */
  readonly deploy: 1 | 2;
  readonly isTransactional: boolean;
  readonly up: readonly PlannedStep[];
  readonly down: readonly PlannedStep[];
}

/**
 * What the database keeps for code that is still deployed, until it is purged: a column that no layer knows any more,
 * a trigger that keeps old and new columns in step, a view under a table's old name. It stands in `retired.json`.
 */
export interface Retired {
  readonly domain: string;
  /** The attribute's (or relation's) name in code when it was retired; empty where it is the whole table. */
  readonly attribute: string;
  readonly table: string;
  /** The day it was retired, YYYY-MM-DD. */
  readonly since: string;
  /** The column, and its SQL type: "varchar(40)". */
  readonly column?: string;
  readonly type?: string;
  /** The column that has its values from now on, where it was renamed or changed its type. */
  readonly replacedBy?: string;
  /** The attribute's name from now on, where it was renamed: older clients still use the former one. */
  readonly renamedTo?: string;
  /** A trigger, and its function of the same name. */
  readonly trigger?: string;
  /** SQL of the new and the old value by which the trigger converts, of the default, and what runs before. Undoing a purge needs it. */
  readonly inStep?: {
    readonly forward: string;
    readonly backward: string;
    readonly default?: string;
    readonly prepare?: string;
  };
  /** The column that the trigger fills for code that omits it, and the SQL expression. Undoing a purge needs it. */
  readonly fills?: { readonly column: string; readonly value: string };
  /** A required relation that the trigger fills from the column, for older code. */
  readonly fillsRelation?: string;
  /** A view that carries a table's old name. */
  readonly view?: string;
  /** The attribute's schema as the shared types stated it: older clients are still held to it. */
  readonly schema?: string;
  /** What the relation was, where it is one. */
  readonly relation?: RetiredRelation;
  /** Whether the column alone is unique, and whether it has the index of a sortable attribute. */
  readonly unique?: boolean;
  readonly index?: boolean;
}

/** A relation that was taken out; its foreign key stays until it is purged. */
export interface RetiredRelation {
  readonly domain: string;
  readonly label: string;
  readonly nullable: boolean;
  /** In the words of SQL: "set null". */
  readonly onDelete: string;
}

/** Rows that a plan is about, counted on the development database before anything is written. */
export interface RowsQuery {
  /** What they are, after a number: "car has no value" and "cars have no value". */
  readonly text: { readonly one: string; readonly many: string };
  /** `select id, … as value from …`: each of the rows once, with the value to show of it. */
  readonly sql: string;
  /** Whether the value says by itself which row it is. */
  readonly isNamed?: boolean;
  /** Of these values, given as JSON, those count that the attribute's schema refuses as an input. */
  readonly schema?: SchemaPlace;
  /** What a person typed that `sql` computes: `--backfill "length(name)"`. It may be wrong in itself. */
  readonly typed?: string;
  /** A single row stops the operation: `hint` says what to do. */
  readonly refuses?: { readonly hint: string };
}

/** Where the schema of an attribute is, in the files as the plan leaves them. */
export interface SchemaPlace {
  readonly path: string;
  /** The exported constant of the domain. */
  readonly constant: string;
  readonly attribute: string;
}

/** Hand-written code that names what an operation renames or removes. */
export interface CodeReference {
  readonly path: string;
  readonly line: number;
  /** The line's text, trimmed. */
  readonly text: string;
  /** What it is, most certain first: a query, a text that may be the name, code that compiles or doesn't, a document. */
  readonly kind: "sql" | "text" | "code" | "document";
  /** Whether the plan's edits carry it along; otherwise it is for a person to look at. */
  readonly isCarried: boolean;
}

/** What people should know beside the diff. */
export interface Note {
  readonly level: "info" | "warning";
  readonly text: string;
}

/**
 * Who goes first where the application runs. "database first": older code works on the new schema. "code first": present
 * code works on the old schema. "together": each works on its own schema alone, so that requests wait for the change.
 */
export type Order = "database first" | "code first" | "together";

/** What an operation will do, as a value: nothing was written to come to it. */
export interface Plan {
  /** The command in its full words: "attribute:add car price:decimal:12,2!=0". */
  readonly operation: string;
  readonly edits: readonly Edit[];
  /**
   * How the database follows. "derived": the migrator's generator compares the entities (after the edits) with its
   * snapshot. "stated": `migrations` are complete; after them the database is what the entities say, and the
   * snapshot is written again. "none": no column changes.
   */
  readonly schema: "derived" | "stated" | "none";
  readonly migrations: readonly PlannedMigration[];
  readonly order: Order;
  readonly notes: readonly Note[];
  /** Counted on the development database before the operation is confirmed. */
  readonly rowsAtRisk: readonly RowsQuery[];
  /** Attributes of which generated tests need a value that fits; asked before anything is written. */
  readonly needsExample: readonly SchemaPlace[];
  /** What this operation retires; it stands in the edits (`retired.json`) too. */
  readonly retires: readonly Retired[];
  readonly references: readonly CodeReference[];
  /** The domains whose tests show that the change works, as they are called afterwards. */
  readonly domains: readonly string[];
  /** Why a person has to confirm it, in a sentence: values are lost, clients break unannounced. */
  readonly confirmation: string | null;
}

/** What a missing argument offers to choose from; the workspace knows the choices. */
export type Asks = "domain" | "attribute" | "relation" | "new attribute";

declare module "zod" {
  interface GlobalMeta {
    /** The place among the words of the command, from 0; an argument without one is a flag (`onDelete`: --on-delete). */
    position?: number;
    /** Takes all words from its position on. */
    isVariadic?: boolean;
    asks?: Asks;
  }
}

/**
 * One thing that the tool can do to a workspace. `plan` is a pure function: the same workspace and arguments give the
 * same plan, and nothing is written. It throws CliErrors only.
 */
export interface Operation<Schema extends z.ZodObject = z.ZodObject> {
  /** `attribute:add` */
  readonly name: string;
  readonly summary: string;
  /** Takes words as typed: numbers are coerced, lists of words split. `.meta()` of each says where it stands. */
  readonly arguments: Schema;
  readonly examples: readonly [string, string];
  plan(workspace: Workspace, args: z.output<Schema>): Plan;
}
