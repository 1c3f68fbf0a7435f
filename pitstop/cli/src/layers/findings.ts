// What the layers say about each domain, side by side: the part of `pitstop check` that needs no database.
import { CliError } from "../errors.ts";
import { domainNames, entitiesRegistry, readDomain, routerRegistry } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Finding } from "./finding.ts";
import { layers } from "./index.ts";
import { entitiesIndex, rootRouter } from "./paths.ts";

/** Every place where the layers of a domain do not agree; a file that cannot be read is a finding too. */
export function findings(workspace: Workspace): Finding[] {
  return domainNames(workspace).flatMap((name) => {
    try {
      const domain = readDomain(workspace, name);
      return layers.flatMap((layer) => layer.check(domain, workspace));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      const [, path = "", line = "1"] = /^(\S+?):(\d+): /.exec(error.message) ?? [];
      return [
        {
          domain: name,
          path: path || pathOfMissing(workspace, name),
          line: Number(line),
          text: error.message,
        },
      ];
    }
  });
}

const pathOfMissing = (workspace: Workspace, name: string): string =>
  entitiesRegistry(workspace).entries.some((entry) => entry.name === name) &&
  !routerRegistry(workspace).entries.some((entry) => entry.name === name)
    ? rootRouter
    : entitiesIndex;
