import { z } from "zod";
import { Id, Version } from "./attribute.ts";
import { compiled } from "./compiled.ts";

/** Which record: the input of `byId`. */
export const ById = compiled(z.strictObject({ id: Id }));
export type ById = z.infer<typeof ById>;

/** The input of `delete`. With a version, the record is deleted only if it still is the one that was read. */
export const Deletion = compiled(z.strictObject({ id: Id, version: Version.optional() }));
export type Deletion = z.infer<typeof Deletion>;

/** What `delete` answers. */
export const Deleted = compiled(z.object({ id: Id }));
export type Deleted = z.infer<typeof Deleted>;

/** What `count` answers; `exact` says whether it was counted or estimated. */
export const Count = compiled(z.object({ count: z.int(), exact: z.boolean() }));
export type Count = z.infer<typeof Count>;
