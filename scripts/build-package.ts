// Builds and packs packages of the machinery: `node scripts/build-package.ts lint migrator --out /tmp/tarballs`, or all
// of them without names. Prints the tarballs. Nothing that it makes is committed.
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildPackages } from "./packages/build.ts";
import { packPackages } from "./packages/pack.ts";
import { publishablePackages, root } from "./packages/publishable.ts";

const { values, positionals } = parseArgs({ options: { out: { type: "string" } }, allowPositionals: true });
const all = publishablePackages();
const names = all.map(({ folder }) => basename(folder));
const unknown = positionals.find((name) => !names.includes(name));
if (unknown !== undefined) {
  console.error(`There is no package "${unknown}" to publish.\nThe packages are: ${names.join(", ")}.`);
  process.exit(2);
}
const packages =
  positionals.length === 0 ? all : all.filter(({ folder }) => positionals.includes(basename(folder)));
buildPackages(packages);
const folder = values.out === undefined ? join(root, "node_modules/.cache/packages") : resolve(values.out);
for (const { filename } of packPackages(packages, folder)) console.log(filename);
