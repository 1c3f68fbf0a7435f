import { Counter, Gauge } from "prom-client";
import type { WatchedReplicas } from "../replicas/index.ts";
import type { Family } from "./family.ts";

/** What read replicas do, where there are any. */
export const replicas: Family = ({ registry, replicas: watched }) => {
  const registers = [registry];
  const reads: Counter = new Counter({
    name: "pitstop_replica_reads_total",
    help: "Reads of queries where there are read replicas, by which server answered: a replica, or the primary in its place.",
    labelNames: ["server"],
    registers,
    collect: () => {
      reads.reset();
      for (const [server, count] of Object.entries(watched?.reads ?? {})) reads.inc({ server }, count);
    },
  });
  const ofEach = (name: string, help: string, of: (state: State) => number | undefined): Gauge => {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: ["replica"],
      registers,
      collect: () => {
        gauge.reset();
        for (const state of watched?.states() ?? []) {
          const value = of(state);
          if (value !== undefined) gauge.set({ replica: state.name }, value);
        }
      },
    });
    return gauge;
  };
  ofEach(
    "pitstop_replica_ready",
    "1 for a read replica that answers reads, 0 for one that doesn't.",
    (state) => Number(state.isReady),
  );
  ofEach(
    "pitstop_replica_lag_bytes",
    "How much of the primary's log a read replica has yet to replay, where that is known.",
    ({ lag }) => lag,
  );
  return undefined;
};

type State = ReturnType<WatchedReplicas["states"]>[number];
