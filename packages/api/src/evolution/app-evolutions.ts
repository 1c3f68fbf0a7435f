import { retiredEntries } from "@pitstop/db";
import { domains } from "@pitstop/types";
import { evolutionsOf } from "./evolutions.ts";

/** What clients of before may count on in this application. */
export const appEvolutions = evolutionsOf(domains, retiredEntries);
