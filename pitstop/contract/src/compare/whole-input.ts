import type { Procedure } from "../contract.ts";
import type { Difference } from "./difference.ts";
import type { Comparison } from "./differences.ts";

/** How what a procedure may be sent differs: the values, and whether there has to be one at all. */
export function inputDifferences(
  comparison: Comparison,
  before: Procedure,
  after: Procedure,
): readonly Difference[] {
  if (before.input === undefined) return after.input === undefined ? [] : [added(after)];
  if (after.input === undefined) return comparison.schemas(before.input, true);
  return [...necessity(before, after), ...comparison.schemas(before.input, after.input)];
}

/** Whoever calls a procedure that reads no input sends none: what it would accept as one is nobody's concern. */
const added = ({ inputOptional = false }: Procedure): Difference => ({
  kind: "whole-input-added",
  path: "",
  effect: inputOptional ? "widens" : "both",
  isRequired: !inputOptional,
});

function necessity(before: Procedure, after: Procedure): Difference[] {
  const [was, is] = [before.inputOptional ?? false, after.inputOptional ?? false];
  if (was === is) return [];
  return [
    is
      ? { kind: "whole-input-became-optional", path: "", effect: "widens" }
      : { kind: "whole-input-became-required", path: "", effect: "narrows" },
  ];
}
