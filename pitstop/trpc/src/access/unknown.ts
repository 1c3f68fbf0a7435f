import { TRPCError } from "@trpc/server";
import { z } from "zod";

/** The refusal of input that names what isn't there, as a strict schema words it; `at` leads to where it is named. */
export function unknownNames(names: readonly string[], at: readonly string[] = []): TRPCError {
  const { error } = z.strictObject({}).safeParse(Object.fromEntries(names.map((name) => [name, true])));
  return refusal(error, at);
}

/** The refusal of a choice that isn't there. */
export const unknownChoice = (
  choice: string,
  choices: readonly [string, ...string[]],
  at: readonly string[],
): TRPCError => refusal(z.enum(choices).safeParse(choice).error, at);

function refusal(error: z.ZodError | undefined, at: readonly string[]): TRPCError {
  const issues = (error?.issues ?? []).map((issue) => ({ ...issue, path: [...at, ...issue.path] }));
  return new TRPCError({ code: "BAD_REQUEST", cause: new z.ZodRealError(issues) });
}
