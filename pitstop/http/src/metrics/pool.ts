import { Gauge } from "prom-client";
import type { Family } from "./family.ts";

/** How this process uses its connections to the database. */
export const pool: Family = ({ registry, orm }) => {
  const connections = new Gauge({
    name: "pitstop_database_connections",
    help: "Connections of this process to the database, by whether they work (busy) or not (idle).",
    labelNames: ["state"],
    registers: [registry],
    collect: async () => {
      const { totalCount, idleCount } = await orm.em.getConnection().getNativeClient();
      connections.set({ state: "busy" }, totalCount - idleCount);
      connections.set({ state: "idle" }, idleCount);
    },
  });
  const waiting: Gauge = new Gauge({
    name: "pitstop_database_connection_waiters",
    help: "Statements that wait for a connection: a lasting number above 0 asks for a larger DATABASE_POOL_SIZE.",
    registers: [registry],
    collect: async () => {
      waiting.set((await orm.em.getConnection().getNativeClient()).waitingCount);
    },
  });
  return undefined;
};
