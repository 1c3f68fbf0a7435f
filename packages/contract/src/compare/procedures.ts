import type { Contract, Procedure } from "../contract.ts";
import { canonical } from "../sorted.ts";
import { deprecationDifferences } from "./deprecations.ts";
import type { Deprecation, Difference } from "./difference.ts";

export interface ProcedureDifference {
  readonly procedure: string;
  readonly difference: Difference;
}

/** Which procedures came, went and changed, apart from what they are given and answer. */
export function procedureDifferences(before: Contract, after: Contract): ProcedureDifference[] {
  const names = new Set([...Object.keys(before.procedures), ...Object.keys(after.procedures)]);
  const renamed = renames(before, after);
  return [...names].flatMap((procedure) => {
    const [old, now] = [before.procedures[procedure], after.procedures[procedure]];
    const found =
      old && now
        ? changes(old, now)
        : old
          ? [removed(old, renamed.get(procedure))]
          : [added(renamed, procedure)];
    return found.map((difference) => ({ procedure, difference }));
  });
}

function changes(before: Procedure, after: Procedure): Difference[] {
  const type: Difference[] =
    before.type === after.type
      ? []
      : [
          {
            kind: "procedure-type-changed",
            path: "",
            effect: "both",
            before: before.type,
            after: after.type,
          },
        ];
  const gone = before.errors.filter((code) => !after.errors.includes(code));
  const come = after.errors.filter((code) => !before.errors.includes(code));
  return [
    ...type,
    ...gone.map(
      (code): Difference => ({ kind: "error-code-removed", path: "", effect: "none", code, before: code }),
    ),
    ...come.map(
      (code): Difference => ({ kind: "error-code-added", path: "", effect: "none", code, after: code }),
    ),
    ...deprecationDifferences(deprecationOf(before), deprecationOf(after)),
  ];
}

function removed(procedure: Procedure, renamedTo: string | undefined): Difference {
  return {
    kind: "procedure-removed",
    path: "",
    effect: "narrows",
    deprecation: deprecationOf(procedure),
    ...(renamedTo !== undefined && { renamedTo }),
  };
}

function added(renamed: ReadonlyMap<string, string>, name: string): Difference {
  const renamedFrom = [...renamed].find(([, to]) => to === name)?.[0];
  return {
    kind: "procedure-added",
    path: "",
    effect: "widens",
    ...(renamedFrom !== undefined && { renamedFrom }),
  };
}

const deprecationOf = ({ deprecated = false, sunset }: Procedure): Deprecation => ({
  deprecated,
  ...(sunset !== undefined && { sunset }),
});

/** Which procedure that went may be one that came: the same but for its name, and the only one. A guess for the reader. */
function renames(before: Contract, after: Contract): Map<string, string> {
  const gone = Object.entries(before.procedures).filter(([name]) => !(name in after.procedures));
  const come = Object.entries(after.procedures).filter(([name]) => !(name in before.procedures));
  const found = gone.flatMap(([name, old]): [string, string][] => {
    const alike = (list: typeof gone) => list.filter(([, each]) => canonical(each) === canonical(old));
    const [partner, ...more] = alike(come);
    return partner && more.length === 0 && alike(gone).length === 1 ? [[name, partner[0]]] : [];
  });
  return new Map(found);
}
