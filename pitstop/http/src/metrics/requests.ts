import { Counter, Histogram } from "prom-client";
import type { Family } from "./family.ts";

/** How many calls there were, and how long they took. */
export const requests: Family = ({ registry }) => {
  const registers = [registry];
  const count = new Counter({
    name: "pitstop_requests_total",
    help: "Calls of procedures, by tRPC and REST, with the HTTP status of each.",
    labelNames: ["procedure", "status"],
    registers,
  });
  const durations = new Histogram({
    name: "pitstop_request_duration_seconds",
    help: "From the first byte of a request until its answer is sent; of a batch, for each of its calls.",
    labelNames: ["procedure"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  return ({ procedure, status, duration }) => {
    count.inc({ procedure, status });
    durations.observe({ procedure }, duration);
  };
};
