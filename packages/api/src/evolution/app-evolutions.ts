import { entities, retiredEntries } from "@pitstop/db";
import { domains } from "@pitstop/types";
import { retiredSchemas } from "@pitstop/types/retired";
import { contractFingerprints, contractVersion } from "../contract/version.ts";
import history from "../contract/versions.json" with { type: "json" };
import { Evolutions } from "./evolutions.ts";

/** How this application serves clients of all versions. */
export const appEvolutions = new Evolutions({
  domains,
  entities,
  entries: retiredEntries,
  schemas: retiredSchemas,
  history,
  version: contractVersion,
  fingerprints: contractFingerprints,
});
