import type { AnyTRPCProcedure } from "@trpc/server";
import { z } from "zod";

/** What runs a procedure, in the form that tRPC keeps it. */
export interface ProcedureStep {
  (call: { readonly path: string; readonly ctx: unknown }): unknown;
  readonly _type?: "input" | "output";
}

interface KeptProcedure {
  readonly middlewares: ProcedureStep[];
  readonly inputs?: readonly unknown[];
  readonly output?: unknown;
}

/** Makes the step that checks an input or an answer by a schema, as tRPC does. */
export type StepOf = (type: "input" | "output", schema: z.ZodType) => ProcedureStep;

/**
 * Lets a procedure check its input and its answer by the schemas that its caller has: `schemaFor` gives them. tRPC
 * reads these steps when the procedure is called, and its own document of a procedure stays as it is.
 */
export function limitProcedure(
  procedure: AnyTRPCProcedure,
  stepOf: StepOf,
  schemaFor: (schema: z.ZodType, call: Parameters<ProcedureStep>[0]) => z.ZodType,
): void {
  const { middlewares, inputs = [], output } = procedure._def as unknown as KeptProcedure; // tRPC types none of them
  const steps = new WeakMap<z.ZodType, ProcedureStep>();
  const schemas = { input: [...inputs], output: [output] };
  for (const [at, step] of middlewares.entries()) {
    const type = step._type;
    if (type !== "input" && type !== "output") continue;
    const schema = schemas[type].shift();
    if (!(schema instanceof z.ZodType)) continue;
    steps.set(schema, step);
    const limited: ProcedureStep = (call) => {
      const wanted = schemaFor(schema, call);
      const known = steps.get(wanted) ?? stepOf(type, wanted);
      steps.set(wanted, known);
      return known(call);
    };
    middlewares[at] = Object.assign(limited, { _type: type });
  }
}
