import type { EntityManager } from "@mikro-orm/postgresql";

/** Servers that follow the primary, and answer reads in its place. */
export interface ReadReplicas {
  /** One that has every change which was acknowledged before this call; undefined where none has: the primary answers. */
  upToDate(): Promise<ReadReplica | undefined>;
}

export interface ReadReplica {
  readonly pool: QueryPool;
  /** Told of a read that failed on it, and that the primary answers now. */
  failed(error: unknown): void;
}

/** As much of a pool of `pg` as reads need. */
export interface QueryPool {
  query<Row extends unknown[]>(query: {
    text: string;
    values: unknown[];
    name?: string;
    rowMode: "array";
    types: { getTypeParser: () => (text: string) => unknown };
  }): Promise<{ rows: Row[] }>;
}

const replicas = new WeakMap<EntityManager, ReadReplicas>();

/** From now on, what services read with this EntityManager may come from replicas. Its forks and transactions read the primary. */
export function readFromReplicas(em: EntityManager, from: ReadReplicas): void {
  replicas.set(em, from);
}

export const replicasOf = (em: EntityManager): ReadReplicas | undefined => replicas.get(em);
