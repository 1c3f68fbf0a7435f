import { fileURLToPath } from "node:url";
import type { Plugin } from "rolldown";

const PREFIX = "\0on-supported-node:";

/**
 * Programs that look at Node's version before they load anything: an older Node can't link the bundle, and would end with
 * a stack trace. `sources` has the source of each program by its name.
 */
export const onSupportedNode = (sources: Readonly<Record<string, string>>): Plugin => ({
  name: "on-supported-node",
  resolveId: (id) => (id.startsWith(PREFIX) ? id : undefined),
  load(id) {
    if (!id.startsWith(PREFIX)) return undefined;
    const name = id.slice(PREFIX.length);
    const check = JSON.stringify(fileURLToPath(import.meta.resolve("@pitstop/process")));
    return `import { runOnSupportedNode } from ${check};
runOnSupportedNode("${name}.mjs", () => import(${JSON.stringify(sources[name])}));`;
  },
});

/** The program of this name, as an input of the build. */
export const programNamed = (name: string): string => PREFIX + name;
