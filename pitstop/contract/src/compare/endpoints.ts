import type { Endpoint, Procedure } from "../contract.ts";
import type { Difference } from "./difference.ts";

/** How the way in which REST clients reach a procedure differs; `isSame`: the input is the same. */
export function endpointDifferences(before: Procedure, after: Procedure, isSame: boolean): Difference[] {
  const [old, now] = [before.endpoint, after.endpoint];
  if (!old) return now ? [{ kind: "endpoint-added", path: "", effect: "widens", after: address(now) }] : [];
  if (!now) return [{ kind: "endpoint-removed", path: "", effect: "narrows", before: address(old) }];
  return [
    ...changed("endpoint-changed", address(old), address(now)),
    ...changed("operation-id-changed", old.operationId, now.operationId),
    ...changed("success-status-changed", old.status, now.status),
    ...(isSame ? parameterDifferences(before, after) : []),
  ];
}

const address = ({ method, path }: Endpoint): string => `${method} ${path}`;

function changed(
  kind: "endpoint-changed" | "operation-id-changed" | "success-status-changed",
  before: string | number | undefined,
  after: string | number | undefined,
): Difference[] {
  if (before === after || before === undefined) return [];
  return [{ kind, path: "", effect: "both", before, ...(after !== undefined && { after }) }];
}

/** Parameters follow from the input: where that changed, its own differences say so. */
function parameterDifferences(before: Procedure, after: Procedure): Difference[] {
  const [old, now] = [namesOf(before.endpoint), namesOf(after.endpoint)];
  const gone = [...old].filter(([name]) => !now.has(name));
  const come = [...now].filter(([name]) => !old.has(name));
  return [
    ...gone.map(
      ([parameter, isRequired]): Difference => ({
        kind: "parameter-removed",
        path: "",
        effect: "narrows",
        parameter,
        isRequired,
      }),
    ),
    ...come.map(
      ([parameter, isRequired]): Difference => ({
        kind: "parameter-added",
        path: "",
        effect: isRequired ? "both" : "widens",
        parameter,
        isRequired,
      }),
    ),
  ];
}

const namesOf = (endpoint: Endpoint | undefined): Map<string, boolean> =>
  new Map((endpoint?.parameters ?? []).map(({ name, required = false }) => [name, required]));
