import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Edit } from "../plan.ts";

/**
 * From here on, this process loads modules as the edits would leave them, while nothing is written. Gives what ends it;
 * a module that was loaded stays.
 */
export function loadEdited(root: string, edits: readonly Edit[]): () => void {
  const texts = new Map(
    edits.flatMap(({ path, after }) =>
      after === null ? [] : [[pathToFileURL(join(root, path)).href, after]],
    ),
  );
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      // A file that is only planned cannot be found on the disk.
      const url = specifier.startsWith(".") ? new URL(specifier, context.parentURL).href : specifier;
      return texts.has(url)
        ? { url, format: formatOf(url), importAttributes: context.importAttributes, shortCircuit: true }
        : next(specifier, context);
    },
    load(url, context, next) {
      const source = texts.get(url);
      return source === undefined
        ? next(url, context)
        : { format: formatOf(url), source, shortCircuit: true };
    },
  });
  return () => hooks.deregister();
}

const formatOf = (url: string): string => (url.endsWith(".json") ? "json" : "module-typescript");
