import type { Contract, Procedure } from "../contract.ts";
import { canonical } from "../sorted.ts";
import { deprecationDifferences } from "./deprecations.ts";
import type { Deprecation, Difference } from "./difference.ts";
import { endpointDifferences } from "./endpoints.ts";
import { isSameInput } from "./same-input.ts";

export interface ProcedureDifference {
  readonly procedure: string;
  readonly difference: Difference;
}

/** The domain of a procedure, as commands name it: all of its name but the last part. */
export const domainOf = (procedure: string): string => procedure.split(".").slice(0, -1).join(".");

/** Which procedures came, went and changed, apart from what they are given and answer. */
export function procedureDifferences(before: Contract, after: Contract): ProcedureDifference[] {
  const names = new Set([...Object.keys(before.procedures), ...Object.keys(after.procedures)]);
  const renamed = renames(before, after);
  const transformer: ProcedureDifference[] =
    before.transformer === after.transformer
      ? []
      : [{ procedure: "", difference: { kind: "transformer-changed", path: "", effect: "both" } }];
  const found = [...names].flatMap((procedure) => {
    const [old, now] = [before.procedures[procedure], after.procedures[procedure]];
    const changed =
      old && now
        ? changes(old, now, isSameInput([before, old], [after, now]))
        : old
          ? [removed(old, renamed.get(procedure))]
          : [added(renamed, procedure)];
    return changed.map((difference) => ({ procedure, difference }));
  });
  return [...transformer, ...found];
}

function changes(before: Procedure, after: Procedure, isSame: boolean): Difference[] {
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
    ...endpointDifferences(before, after, isSame),
    ...answers(before, after),
    ...gone.map(
      (code): Difference => ({ kind: "error-code-removed", path: "", effect: "none", code, before: code }),
    ),
    ...come.map(
      (code): Difference => ({ kind: "error-code-added", path: "", effect: "none", code, after: code }),
    ),
    ...deprecationDifferences(deprecationOf(before), deprecationOf(after)),
  ];
}

/** Between a described answer and one that is not, nothing can be compared. */
function answers(before: Procedure, after: Procedure): Difference[] {
  const [was, is] = [before.output !== undefined, after.output !== undefined];
  if (was === is) return [];
  return [{ kind: is ? "answer-described" : "answer-undescribed", path: "", effect: "none" }];
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
