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
  /** How REST clients call it; absent where they can't. */
  endpoint?: Endpoint;
  deprecated?: boolean;
  /** The day from which a deprecated procedure may be gone, YYYY-MM-DD. */
  sunset?: string;
}

/** A procedure as REST clients know it. */
export interface Endpoint {
  method: string;
  /** With its variables in braces: `/api/v1/cars/{id}`. */
  path: string;
  /** What generated clients name their method after. */
  operationId?: string;
  /** Those of the path and of the query string; the body is the input. */
  parameters?: Parameter[];
  /** The status of a call that succeeds. */
  status?: number;
}

export interface Parameter {
  name: string;
  required?: boolean;
}

/** Everything that a client relies on: the procedures by their full name (`car.byId`), and what their schemas share. */
export interface Contract {
  pitstopContract: typeof FORMAT;
  /** Tells the data transformer (superjson, devalue) from others by what it makes of values; absent where there is none. */
  transformer?: string;
  definitions: Definitions;
  procedures: Record<string, Procedure>;
}
