// What comes with this repository stands in nobody's way: no operation is refused because of a test, a measurement or a
// document that names an attribute of the domains that it comes with.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { repository, today, writeWholeCopy } from "../testing/copy-workspace.ts";
import { exampleFiles } from "../testing/example.ts";
import { readDomains } from "../workspace/read-domain.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";

const isLong = process.env.PITSTOP_LONG === "1";
const workspace = readWorkspace(repository, today);

/** Every attribute that may go: the title names a record wherever another one refers to it. */
const attributes = readDomains(workspace).flatMap(({ name, attributes: all, types }) =>
  all.filter((attribute) => attribute !== types.title.text).map((attribute) => [name, attribute] as const),
);

/** Runs a program of a workspace to its end, and gives its exit code with what it said. */
async function run(folder: string, args: readonly string[], data: string) {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, PITSTOP_DATA: data, DATABASE_URL: "", NO_COLOR: "1", CI: "", PITSTOP_LONG: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const [status] = await once(child, "close");
  return { status, stdout, stderr };
}

const program = "packages/cli/src/main.ts";

test.each(attributes)("the plan to remove %s.%s is not refused", async (domain, attribute) => {
  const words = ["attribute:remove", domain, attribute, "--dry-run", "--json"];
  const { status, stdout, stderr } = await run(repository, [program, ...words], "never-used");
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  expect(JSON.parse(stdout)).toMatchObject({
    plan: { retires: [{ domain, attribute }], edits: expect.any(Array) },
  });
});

/** What its owners made of the domains since is theirs to change first, as the refusal would tell them. */
const isAsShipped = [...exampleFiles].every(
  ([path, text]) => path.endsWith(".json") || workspace.files.get(path) === text,
);

const sequences: [string, string[][]][] = [
  [
    "attributes are removed",
    [
      ["attribute:remove", "car", "color"],
      ["attribute:remove", "category", "description"],
    ],
  ],
  [
    "attributes are renamed, added and deprecated",
    [
      ["attribute:rename", "car", "color", "paint"],
      ["attribute:rename", "car", "name", "model"],
      ["attribute:change", "car", "model", "--max", "60"],
      ["attribute:add", "car", "price:decimal:12,2!=0"],
      ["attribute:add", "car", "plate:string!", "--backfill", "'x' || id"],
      ["attribute:deprecate", "car", "paint"],
    ],
  ],
  [
    "domains and relations come, go and change their names",
    [
      ["domain:create", "garage", "name:string!", "size:integer"],
      ["relation:add", "car", "garage"],
      ["domain:rename", "category", "kind"],
      ["relation:remove", "car", "category"],
      ["domain:remove", "kind"],
    ],
  ],
  [
    "both domains are removed",
    [
      ["domain:remove", "car"],
      ["domain:remove", "category"],
    ],
  ],
];

describe.skipIf(!(isLong && isAsShipped))(
  "on a copy of all that this repository ships, nothing is refused",
  () => {
    test.each(sequences)("where %s, and the tests pass after it", async (_what, operations) => {
      const root = writeWholeCopy();
      const data = join(tmpdir(), `pitstop-data-${crypto.randomUUID()}`);
      onTestFinished(() => {
        for (const folder of [root, data]) rmSync(folder, { recursive: true, force: true });
      });
      for (const words of operations) {
        const { status, stderr } = await run(root, [program, ...words, "--yes"], data);
        expect(`${words.join(" ")}: ${status} ${status === 0 ? "" : stderr}`).toBe(`${words.join(" ")}: 0 `);
      }
      const contract = join(root, "packages/api/src/scripts/contract.ts");
      expect(await run(join(root, "packages/api"), [contract, "--write"], data)).toMatchObject({ status: 0 });
      for (const folder of ["packages/types", "packages/db", "packages/api", "apps/server"]) {
        const vitest = join(root, folder, "node_modules/vitest/vitest.mjs");
        const { status, stdout, stderr } = await run(join(root, folder), [vitest, "run"], data);
        expect(`${folder}: ${status} ${status === 0 ? "" : stdout + stderr}`).toBe(`${folder}: 0 `);
      }
    });
  },
);
