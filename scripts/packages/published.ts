import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packedPackages } from "./packed.ts";
import { emptyFolder, type Registry, startRegistry } from "./registry.ts";
import { Stranger } from "./stranger.ts";

/** The version after the one that is published. */
export const NEXT = "0.2.0";

/** Every package of this repository in a registry, and people who install from there. */
export interface Published {
  /** Somebody with an empty folder of this name. */
  stranger(name: string): Stranger;
  /** Publishes every package once more, as the next version. */
  publishNext(): void;
  stop(): void;
}

/** Publishes everything to a registry of its own; `folder` is for all that this takes. */
export async function publish(folder: string): Promise<Published> {
  const packed = await packedPackages();
  const registry: Registry = await startRegistry(emptyFolder(join(folder, "registry")));
  for (const { filename } of packed) registry.publish(filename);
  let isNextPublished = false;
  return {
    stranger: (name) => new Stranger(join(folder, name), registry.environment),
    publishNext: () => {
      if (isNextPublished) return;
      isNextPublished = true;
      for (const { name, filename } of packed)
        registry.publish(withNextVersion(filename, join(folder, "next", name)));
    },
    stop: registry.stop,
  };
}

/** Unpacks a package, as the next release would have it. */
function withNextVersion(tarball: string, place: string): string {
  execFileSync("tar", ["-xzf", tarball, "--strip-components", "1", "-C", emptyFolder(place)]);
  const path = join(place, "package.json");
  const text = readFileSync(path, "utf8").replace('"version": "0.1.0"', `"version": "${NEXT}"`);
  writeFileSync(path, text.replaceAll('": "^0.1.0"', `": "^${NEXT}"`));
  return place;
}
