import type { Definitions, Schema } from "./schema.ts";

/** The version of the format of `contract.json`; a contract of another one is not compared. */
export const FORMAT = 1;

/** One procedure as clients know it. */
export interface Procedure {
  type: "query" | "mutation" | "subscription";
  /** What a client may send; absent where the procedure reads no input. */
  input?: Schema;
  /** Whether the whole input may be left out; absent where it has to be sent. */
  inputOptional?: boolean;
  /** What a client is answered with; absent where the procedure does not say. */
  output?: Schema;
  /** The codes it may answer with instead, the reason of a conflict behind a colon: `CONFLICT:stale`. */
  errors: string[];
  deprecated?: boolean;
  /** The day from which a deprecated procedure may be gone, YYYY-MM-DD. */
  sunset?: string;
}

/** Everything that a client relies on: the procedures by their full name (`car.byId`), and what their schemas share. */
export interface Contract {
  pitstopContract: typeof FORMAT;
  definitions: Definitions;
  procedures: Record<string, Procedure>;
}
