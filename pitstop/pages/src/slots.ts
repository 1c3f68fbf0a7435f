// What an application shows in its own way in place of what is derived from its domains.
import type { Reference } from "@pitstop/domain";
import type { FunctionComponent } from "react";
import type { z } from "zod";
import type { Row } from "./api.ts";
import type { Domain, DomainDefinition } from "./domains.ts";
import type { Field, InputProps } from "./kinds/kind.ts";

/** What a cell is given: a value that is there, its field, and the whole record. */
export interface CellProps<Value = unknown> {
  value: Value;
  field: Field;
  row: Row;
}

/** What the page of one record is given; `id` is the text of the address. */
export interface RecordProps {
  domain: Domain;
  id: string;
}

type KeyOf<Definition extends DomainDefinition> =
  | keyof Definition["attributes"]
  | keyof Definition["relations"];

type ValueOf<Definition extends DomainDefinition, Key> = Key extends keyof Definition["attributes"]
  ? NonNullable<z.output<Definition["attributes"][Key]>>
  : z.output<typeof Reference>;

/** The components of an application's own for one domain; whatever is left out stays as it is for every domain. */
export interface DomainSlots<Definition extends DomainDefinition> {
  /** The page with the list; `ListPage` is the one that it replaces. */
  list?: FunctionComponent<{ domain: Domain }>;
  /** The page of a new record; `NewPage` is the one that it replaces. */
  create?: FunctionComponent<{ domain: Domain }>;
  /** The page of one record; `RecordPage` is the one that it replaces. */
  record?: FunctionComponent<RecordProps>;
  /** How values look, by attribute or relation: in tables, and wherever else a value is shown. */
  cells?: { [Key in KeyOf<Definition>]?: FunctionComponent<CellProps<ValueOf<Definition, Key>>> };
  /** What people fill in, by attribute or relation. */
  fields?: { [Key in KeyOf<Definition>]?: FunctionComponent<InputProps> };
}

/** The components of an application's own, by domain. */
export type Slots<Definitions extends Readonly<Record<string, DomainDefinition>>> = {
  readonly [Name in keyof Definitions]?: DomainSlots<Definitions[Name]>;
};

/** The same of any domain. */
export interface AnySlots {
  readonly list?: FunctionComponent<{ domain: Domain }>;
  readonly create?: FunctionComponent<{ domain: Domain }>;
  readonly record?: FunctionComponent<RecordProps>;
  readonly cells?: Readonly<Record<string, FunctionComponent<CellProps>>>;
  readonly fields?: Readonly<Record<string, FunctionComponent<InputProps>>>;
}
