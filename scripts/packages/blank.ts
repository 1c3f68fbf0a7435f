// An application without domains: the one with examples, once `pitstop domain:remove` has taken them away and nothing of
// them is kept, because no database has them yet.
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { domainRemove } from "../../pitstop/cli/src/operations/domain-remove.ts";
import { domainNames } from "../../pitstop/cli/src/workspace/read-domain.ts";
import { root } from "./publishable.ts";

type Files = ReadonlyMap<string, string>;

const MIGRATIONS = "packages/db/src/migrations/";
const CONTRACT = [
  "packages/api/contract.json",
  "packages/api/src/contract/version.json",
  "packages/api/src/contract/versions.json",
];

/** The files of an application without domains. */
export function blankFiles(examples: Files): Files {
  let files = examples;
  const workspace = () => ({ root, today: "2026-01-01", files, data: new Map<string, string>() });
  for (const domain of domainNames(workspace())) {
    const plan = domainRemove.plan(workspace(), domainRemove.arguments.parse({ domain, now: true }));
    const next = new Map(files);
    for (const { path, after } of plan.edits)
      if (after === null) next.delete(path);
      else next.set(path, after);
    files = next;
  }
  const blank = new Map([...files].filter(([path, text]) => !isOfExamples(path, text)));
  blank.set(`${MIGRATIONS}snapshot.json`, `${JSON.stringify(EMPTY_SCHEMA, null, 2)}\n`);
  blank.set("packages/api/src/contract/versions.json", `${JSON.stringify({ versions: [], surfaces: {} })}\n`);
  const manifest = JSON.parse(blank.get("packages/db/package.json") ?? "{}");
  delete manifest.dependencies["vega-datasets"]; // what the example cars are
  blank.set("packages/db/package.json", `${JSON.stringify(manifest, null, 2)}\n`);
  return withContract(blank);
}

/** The migrations of the example tables; those of the machinery's own schemas stay. */
const isOfExamples = (path: string, text: string): boolean =>
  path.startsWith(MIGRATIONS) && path.endsWith(".ts") && !/"(pitstop|auth)"\./.test(text);

/** As the generator notes that entities have nothing. */
const EMPTY_SCHEMA = {
  source: "entities",
  name: "public",
  namespaces: ["public"],
  tables: [],
  views: [],
  nativeEnums: {},
};

/** With the contract as the application itself writes it. */
function withContract(blank: Files): Files {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-blank-"));
  try {
    for (const [path, text] of blank) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    for (const name of ["types", "db", "api"]) linkDependencies(folder, `packages/${name}`);
    const script = join(folder, "packages/api/src/scripts/contract.ts");
    execFileSync(process.execPath, [script, "--write"], { cwd: join(folder, "packages/api"), stdio: "pipe" });
    return new Map([
      ...blank,
      ...CONTRACT.map((path) => [path, readFileSync(join(folder, path), "utf8")] as const),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a package of the application depends on: this repository's, but for the application's own packages. */
function linkDependencies(folder: string, path: string): void {
  const [from, to] = [join(root, path, "node_modules"), join(folder, path, "node_modules")];
  const link = (name: string, target: string) => {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    symlinkSync(target, join(to, name), "junction");
  };
  for (const name of readdirSync(from)) {
    if (name.startsWith(".")) continue;
    if (name !== "@app") link(name, join(from, name));
    else
      for (const own of readdirSync(join(from, name))) link(`${name}/${own}`, join(folder, "packages", own));
  }
}
