import { tests } from "../layers/api.ts";
import type { SchemaPlace } from "../plan.ts";
import type { Domain } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Where the schema of an attribute is that generated tests, if the domain has some, will need a value of. */
export function needsExample(workspace: Workspace, domain: Domain, attribute: string): SchemaPlace[] {
  const paths = tests.read(workspace, domain);
  const isGenerated = paths.some((path) => workspace.files.get(path)?.includes("describeDomain("));
  return isGenerated ? [{ path: domain.types.source.path, constant: domain.types.constant, attribute }] : [];
}
