import type { Collection, Hidden, InferEntity, Opt, PrimaryKeyProp } from "@mikro-orm/core";
import type { Reference } from "@pitstop/domain";

type IsRelation<V> = V extends { [PrimaryKeyProp]?: unknown }
  ? typeof PrimaryKeyProp extends keyof V
    ? true
    : false
  : false;

/** What a column with a default holds, without the brand that says so; a template type would widen the words of an enum. */
type Unbranded<V> = V extends infer Value & Opt.Brand ? Value : V;

/** The value without MikroORM's brands, as JSON carries it: a Date becomes an ISO string. */
type OnTheWire<V> = V extends Date
  ? string
  : V extends string
    ? string extends V
      ? string
      : V extends `${infer S}`
        ? S
        : string
    : V extends number
      ? number
      : V extends boolean
        ? boolean
        : V;

type IsHidden<V> = NonNullable<V> extends Hidden.Brand ? true : false;

type ColumnName<K, V> = K extends string
  ? NonNullable<V> extends Collection<infer _Item, infer _Owner>
    ? never
    : IsHidden<V> extends true
      ? never
      : K
  : never;

type ColumnValue<V> =
  IsRelation<NonNullable<V>> extends true
    ? Reference | Extract<V, null>
    : OnTheWire<Unbranded<Exclude<V, undefined>>>;

/** An entity as the API shows it: no collections, no hidden columns, relations as references. */
type Row<E> = { [K in keyof E as ColumnName<K, E[K]>]: ColumnValue<E[K]> };

type RelationKeys<E> = {
  [K in keyof E]-?: IsRelation<NonNullable<E[K]>> extends true ? ColumnName<K, E[K]> : never;
}[keyof E];

/** What the create input must name: every attribute of its own, and `<relation>Id` for each relation. */
type InputKeys<E> =
  | Exclude<keyof Row<E>, "id" | "createdAt" | "updatedAt" | "version" | RelationKeys<E>>
  | `${RelationKeys<E>}Id`;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Differing<Z, R> = { [K in keyof Z & keyof R]: Same<Z[K], R[K]> extends true ? never : K }[keyof Z &
  keyof R];
type Missing<From, In> = Exclude<From, In>;

type AgreeRow<Z, C, R, I> = [Missing<keyof Z, keyof R>] extends [never]
  ? [Missing<keyof R, keyof Z>] extends [never]
    ? [Differing<Z, R>] extends [never]
      ? [Missing<I, keyof C>] extends [never]
        ? true
        : { "attributes of the entity MISSING in the create schema": Missing<I, keyof C> }
      : {
          "zod and entity disagree on the TYPE of": {
            [K in Differing<Z, R>]: { zod: Z[K & keyof Z]; entity: R[K & keyof R] };
          };
        }
    : { "attributes of the entity MISSING in the zod schema": Missing<keyof R, keyof Z> }
  : { "attributes of the zod schema MISSING in the entity": Missing<keyof Z, keyof R> };

/**
 * `true` when a domain's zod types and its entity name the same attributes with the same types; otherwise a type
 * whose text names what differs, so that the compiler's message says it. It sees types only: lengths, patterns and
 * uniqueness are not types.
 */
export type Agree<Output, Create, Entity> = AgreeRow<
  Output,
  Create,
  Row<InferEntity<Entity>>,
  InputKeys<InferEntity<Entity>>
>;

/** Fails to compile unless its argument is `true`. */
export type Assert<T extends true> = T;
