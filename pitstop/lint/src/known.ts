import type { ColumnType } from "./column-type.ts";
import type { Constraint } from "./constraint.ts";
import type { Dependent } from "./dependents.ts";
import type { Advice } from "./flavors/advice.ts";
import type { Lock } from "./lock.ts";
import { assumedServerVersion, type ServerVersion } from "./server-version.ts";
import type { Statement, Transaction } from "./statement.ts";
import { shown, type TableName, tableNameFrom } from "./table-name.ts";

export interface KnownColumn {
  type: ColumnType | undefined;
  /** The collation that it was given; absent for that of its type, or where nothing says so. */
  collation?: string | undefined;
  /** Undefined where nothing says so. */
  isNotNull: boolean | undefined;
  hasDefault: boolean | undefined;
  /** Absent for a column that isn't generated, or where nothing says so. */
  generated?: "stored" | "virtual" | undefined;
  /** Added by this file: no deployed code reads it. */
  isNew: boolean;
  /** The snapshot may already show the state after the file. */
  isFromSnapshot: boolean;
}

export interface KnownConstraint extends Constraint {
  isNew: boolean;
}

export interface KnownIndex {
  readonly columns: readonly string[];
  isNew: boolean;
}

export interface KnownTable {
  name: TableName;
  /** Created by this file: empty and unused. */
  isNew: boolean;
  createdIn: Transaction | undefined;
  /** What the table was called before this file renamed it. */
  renamedFrom: TableName | undefined;
  readonly columns: Map<string, KnownColumn>;
  readonly constraints: Map<string, KnownConstraint>;
  readonly indexes: Map<string, KnownIndex>;
  /** Undefined where nothing says that it has partitions. */
  partitions: KnownPartitions | undefined;
  /** The keys of the tables that it is a partition of or inherits from. */
  readonly parents: Set<string>;
  /** A CREATE TABLE that takes nothing from another table says all of it. */
  isDefined: boolean;
  /** What the log of changes names a row by, as pg_class has it; undefined for its primary key. */
  identity: string | undefined;
  /** The composite type that its columns follow: CREATE TABLE … OF. */
  ofType: string | undefined;
  /** Whether a policy of it is known. */
  hasPolicy: boolean;
}

export interface KnownPartitions {
  /** The columns of the partition key; undefined where only its partitions are known, or for an expression. */
  key: readonly (string | undefined)[] | undefined;
  hasDefault: boolean;
  /** The key of the default partition, where its name is known. */
  defaultPartition: string | undefined;
}

/** What the open transaction holds until it ends. */
export interface Held {
  transaction: Transaction | undefined;
  /** The strongest lock per live table, by shown name. */
  readonly locks: Map<string, { lock: Lock; statement: Statement }>;
  /** Enum values added, which can't be used before the commit. */
  readonly enumValues: Map<string, string>;
}

/** A migration that ran before, as the migrator records it. */
export interface AppliedMigration {
  readonly name: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly checksum?: string;
}

export interface MigrationHistory {
  readonly name: string;
  readonly checksum: string;
  readonly applied: readonly AppliedMigration[];
}

/** Everything that is known before a statement runs. Grows with each statement. */
export interface Known {
  /** How the tool that runs the migration is spoken of. */
  readonly advice: Advice;
  serverVersion: ServerVersion;
  timeZone: string | undefined;
  hasLockTimeout: boolean;
  hasStatementTimeout: boolean;
  readonly tables: Map<string, KnownTable>;
  /** Enums by name, and whether this file created them. */
  readonly enums: Map<string, { isNew: boolean }>;
  /** Domains by name, and whether a value has to meet a constraint. */
  readonly domains: Map<string, { isConstrained: boolean }>;
  readonly newDomains: Set<string>;
  readonly newSchemas: Set<string>;
  /** Other objects that this file created, by the key of their name: no deployed code uses them. */
  readonly newObjects: Set<string>;
  /** The options of views, by their shown name: those that a CREATE VIEW or an ALTER VIEW gave them. */
  readonly viewOptions: Map<string, Set<string>>;
  /** The tables that publications name, by the publication's name. */
  readonly published: Map<string, TableName[]>;
  /** What goes with what it uses, by key. */
  readonly dependents: Map<string, Dependent>;
  /** Functions that can't change anything, by name: PostgreSQL holds them to IMMUTABLE and STABLE. */
  readonly quietFunctions: Set<string>;
  /** Statements that PREPARE named: they are judged there. */
  readonly prepared: Set<string>;
  /** Tables that existed before and that this file dropped. */
  readonly droppedTables: Set<string>;
  /** Tables that the foreign keys of this file lock. */
  readonly foreignKeyTables: Set<string>;
  held: Held;
  statements: readonly Statement[];
  /** Of the file that is linted. */
  history: MigrationHistory | undefined;
}

export function nothingHeld(transaction: Transaction | undefined): Held {
  return { transaction, locks: new Map(), enumValues: new Map() };
}

export function nothingKnown(advice: Advice): Known {
  return {
    advice,
    serverVersion: assumedServerVersion,
    timeZone: undefined,
    hasLockTimeout: false,
    hasStatementTimeout: false,
    tables: new Map(),
    enums: new Map(),
    domains: new Map(),
    newDomains: new Set(),
    newSchemas: new Set(),
    newObjects: new Set(),
    viewOptions: new Map(),
    published: new Map(),
    dependents: new Map(),
    quietFunctions: new Set(),
    prepared: new Set(),
    droppedTables: new Set(),
    foreignKeyTables: new Set(),
    held: nothingHeld(undefined),
    statements: [],
    history: undefined,
  };
}

export function tableIn(known: Known, table: TableName): KnownTable | undefined {
  return known.tables.get(shown(table));
}

export function columnIn(known: Known, table: TableName, column: string): KnownColumn | undefined {
  return tableIn(known, table)?.columns.get(column);
}

/** Whether the table existed before this file, so that rows may be in it and code may use it. */
export function isLive(known: Known, table: TableName): boolean {
  return table.schema !== "pg_temp" && tableIn(known, table)?.isNew !== true;
}

/** The table that an index belongs to, where the file, a comment or the snapshot says so. */
export function tableOfIndex(known: Known, index: string): KnownTable | undefined {
  for (const table of known.tables.values()) if (table.indexes.has(index)) return table;
  return undefined;
}

/** The entry of a table, made when it is the first time that it is spoken of. */
export function rememberedTable(known: Known, name: TableName): KnownTable {
  const existing = tableIn(known, name);
  if (existing !== undefined) return existing;
  const table: KnownTable = {
    name,
    isNew: false,
    createdIn: undefined,
    renamedFrom: undefined,
    columns: new Map(),
    constraints: new Map(),
    indexes: new Map(),
    partitions: undefined,
    parents: new Set(),
    isDefined: false,
    identity: undefined,
    ofType: undefined,
    hasPolicy: false,
  };
  known.tables.set(shown(name), table);
  return table;
}

/** The columns that identify a row: the primary key where it is known, else `id`. */
export function keyColumns(known: Known, table: TableName | string): readonly string[] {
  const entry = typeof table === "string" ? known.tables.get(table) : tableIn(known, table);
  for (const constraint of entry?.constraints.values() ?? []) {
    if (constraint.kind === "primary" && constraint.columns.length > 0) return constraint.columns;
  }
  return ["id"];
}

/** All that was new is old: what one file created, the next one finds. */
export function settle(known: Known): void {
  for (const table of known.tables.values()) {
    table.isNew = false;
    table.createdIn = undefined;
    table.renamedFrom = undefined;
    for (const column of table.columns.values()) column.isNew = false;
    for (const constraint of table.constraints.values()) constraint.isNew = false;
    for (const index of table.indexes.values()) index.isNew = false;
  }
  for (const type of known.enums.values()) type.isNew = false;
  known.history = undefined;
  const ofFile = [known.newDomains, known.newSchemas, known.newObjects, known.prepared];
  for (const names of [...ofFile, known.droppedTables, known.foreignKeyTables]) names.clear();
  known.held = nothingHeld(undefined);
  known.timeZone = undefined;
  known.hasLockTimeout = false;
  known.hasStatementTimeout = false;
}

/** `cars` from the words of a dotted name, as tables are keyed. */
export function keyOf(parts: readonly string[]): string {
  return shown(tableNameFrom(parts));
}
