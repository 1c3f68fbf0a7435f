import { Counter } from "prom-client";
import type { Family } from "./family.ts";

/** Calls that were refused because of who called. */
export const access: Family = ({ registry }) => {
  const denied = new Counter({
    name: "pitstop_access_denied_total",
    help: "Calls that were refused because the caller isn't signed in (401) or may not do it (403).",
    labelNames: ["procedure", "status"],
    registers: [registry],
  });
  return ({ procedure, status }) => {
    if (status === 401 || status === 403) denied.inc({ procedure, status });
  };
};
