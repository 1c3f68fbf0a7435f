// Written by pitstop from packages/db/src/retired.json: the attributes that older clients still use.
import type { z } from "zod";

/** Their schemas as they were, by table and column. */
export const retiredSchemas: Readonly<Record<string, z.ZodType>> = {};
