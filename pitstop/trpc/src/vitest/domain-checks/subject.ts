import type { EntityProperty } from "@mikro-orm/core";
import { entityOf } from "@pitstop/database";
import { isNullable } from "@pitstop/domain";
import { exampleOf } from "@pitstop/domain/example";
import { isLogged } from "../../changes/change-log.ts";
import type { Domain } from "../../crud/table.ts";
import type { TestClient } from "../test-client.ts";

/** A record as any domain's procedures answer it. */
export interface Row {
  id: number;
  version: number;
  [name: string]: unknown;
}

export type Input = Record<string, unknown>;

export interface Page {
  items: Row[];
  nextCursor: string | null;
  previousCursor: string | null;
}

/** The procedures of any domain, as its typed client has them. */
export interface Procedures {
  list: { query(input: Input): Promise<Page> };
  count: { query(input: Input): Promise<{ count: number; exact: boolean }> };
  byId: { query(input: { id: number }): Promise<Row> };
  create: { mutate(input: Input): Promise<Row> };
  update: { mutate(input: Input & { id: number; version: number }): Promise<Row> };
  delete: { mutate(input: { id: number; version?: number }): Promise<{ id: number }> };
  restore: { mutate(input: { id: number; to?: number; version?: number }): Promise<Row> };
}

/** A check that every domain passes. It creates the records that it needs, and removes nothing that others created. */
export interface DomainCheck {
  /** As after "every car …". */
  readonly title: string;
  readonly run: (subject: Subject) => Promise<void>;
}

/** The domain that is checked, through its procedures on a real database. */
export class Subject {
  readonly domain: Domain;
  readonly procedures: Procedures;
  readonly #api: TestClient;

  /** `procedures` are those of the typed client if omitted. */
  constructor(api: TestClient, domain: Domain, procedures = proceduresOf(api, domain.name)) {
    this.#api = api;
    this.domain = domain;
    this.procedures = procedures;
  }

  /**
   * Input for a new record, another one for another number. The records that it can't be without are created for it; with
   * `isFull`, those too that it could be without.
   */
  async input(number: number, { isFull = false } = {}): Promise<Input> {
    const { attributes, relations } = this.domain;
    const input: Input = {};
    const { unique } = this;
    for (const [name, schema] of Object.entries(attributes))
      input[name] = exampleOf(schema, number, { isUnique: unique.includes(name) });
    for (const [name, { domain, nullable }] of Object.entries(relations)) {
      if (nullable && !isFull) continue;
      const other = Object.values(this.#api.definition.domains).find(
        (candidate) => candidate.name === domain,
      );
      if (!other) throw new Error(`There is no domain ${domain}.`);
      // Records of other checks may still be there.
      const seed = number * 1_000 + Math.floor(Math.random() * 1_000_000);
      const related = new Subject(this.#api, other);
      input[`${name}Id`] = (await related.procedures.create.mutate(await related.input(seed))).id;
    }
    return input;
  }

  /** Creates records of these numbers, each with everything that it may have. */
  async records(...numbers: number[]): Promise<Row[]> {
    const rows: Row[] = [];
    for (const number of numbers)
      rows.push(await this.procedures.create.mutate(await this.input(number, { isFull: true })));
    return rows;
  }

  /** Creates one with as little as it may have, which input gives. */
  async bareRecord(number: number): Promise<Row> {
    const empty = Object.fromEntries(this.nullable.map((name) => [name, null]));
    return this.procedures.create.mutate({ ...(await this.input(number)), ...empty });
  }

  async remove(rows: readonly Row[]): Promise<void> {
    for (const { id } of rows) await this.procedures.delete.mutate({ id });
  }

  /** The attributes that may be empty. */
  get nullable(): string[] {
    return Object.entries(this.domain.attributes).flatMap(([name, schema]) =>
      isNullable(schema) ? name : [],
    );
  }

  /** Whether records can be restored: changes of them are logged. */
  get isLogged(): boolean {
    return isLogged(this.#api.definition.changeLog, this.domain.name);
  }

  /** What a create can't be without. */
  get required(): string[] {
    const { attributes, relations } = this.domain;
    return [
      ...Object.entries(attributes)
        .filter(
          ([, schema]) =>
            !(isNullable(schema) || schema.meta()?.filled || schema.safeParse(undefined).success),
        )
        .map(([name]) => name),
      ...Object.entries(relations)
        .filter(([, { nullable, filled }]) => !(nullable || filled))
        .map(([name]) => `${name}Id`),
    ];
  }

  /** The attributes whose column alone is unique. */
  get unique(): string[] {
    const { properties } = this.#api.orm.getMetadata().get(entityOf(this.#api.definition, this.domain.name));
    return (Object.values(properties) as EntityProperty[])
      .filter(({ name, unique }) => unique === true && Object.hasOwn(this.domain.attributes, name))
      .map(({ name }) => name);
  }
}

function proceduresOf(api: TestClient, name: string): Procedures {
  return (api.client as Record<string, Procedures>)[name] as Procedures; // every domain's router has this form
}

/** The filter that leaves the records of other checks out. */
export const among = (rows: readonly Row[]): Input => ({ id: { in: rows.map(({ id }) => id) } });

export const idsOf = (rows: readonly Row[]): number[] => rows.map(({ id }) => id);
