import type { ObjectKind } from "@pitstop/lint";

export type { ObjectKind };

/**
 * What a property of an object is compared by. Null: nothing there, so that something there later is no loss.
 * An array is a set: what is gone from it is a loss, what is new is none.
 */
export type Property = string | null | readonly string[] | Definition | Position;

/**
 * An expression or a query, as PostgreSQL prints it and as it keeps it. Renaming what it names changes the text alone;
 * dropping it and creating it again may change what is kept alone. It is the same where either is.
 */
export interface Definition {
  readonly text: string;
  readonly structure: string;
}

/** How far a sequence has counted; null before its first value. */
export interface Position {
  readonly position: string | null;
  readonly increment: string;
}

/** One object of a schema at one moment. */
export interface SchemaObject {
  readonly kind: ObjectKind;
  /** Catalog, OID and number of the column: the same after a rename, another one after DROP and CREATE. */
  readonly id: string;
  /** Schema first, where it has one: ["public", "cars", "color"]. A function has its argument types in its name. */
  readonly path: readonly string[];
  /** The ids of what it goes with: where any of these is dropped by name, it is named too. */
  readonly parents: readonly string[];
  /** The ids of the columns it is made of: a new type of one of these prints and keeps it in another way. */
  readonly columns: readonly string[];
  /** The ids of what it is a copy of, in a parent table: what is done to those is done to it. */
  readonly origins?: readonly string[];
  /** Of a table: the ids of those that it inherits from or is a partition of. */
  readonly bases?: readonly string[];
  /** Something of the server that this database has nothing to do with: not compared, and there if it will have later. */
  readonly isOthers?: boolean;
  readonly properties: Readonly<Record<string, Property>>;
  /** Of what is in a snapshot only while these are otherwise: what they are by nature. */
  readonly initial?: Readonly<Record<string, Property>>;
  /** Of a required column, from PostgreSQL 18 on, and of a domain, from 17 on: the name of the constraint that says so. */
  readonly notNull?: string | null;
}

/** What a person calls it: `column cars.color`. The schema public goes without saying. */
export const describeObject = ({ kind, path }: Pick<SchemaObject, "kind" | "path">): string =>
  `${kind} ${qualifiedName(path[0] === "public" && path.length > 1 ? path.slice(1) : path)}`;

/** As SQL takes it: quoted where it must be. */
export const qualifiedName = (path: readonly string[]): string => path.map(quotedWhereNeeded).join(".");

const quotedWhereNeeded = (name: string): string =>
  /^[a-z_][a-z0-9_$]*(\([a-z0-9_,."]*\))?$/.test(name) || /^\d+$/.test(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`;
