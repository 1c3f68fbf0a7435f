// What comes with this repository stands in nobody's way: no operation is refused because of a test, a measurement or a
// document that names an attribute of the domains that it comes with.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@pitstop/postgres";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Command, carryOut } from "../../test/carry-out.ts";
import { repository, today, writeWholeCopy } from "../../test/copy-workspace.ts";
import { exampleFiles, isOfApplication } from "../../test/example.ts";
import { planOf } from "../../test/workspace.ts";
import { typeCheck } from "../apply/type-check.ts";
import { readableDomains } from "../workspace/read-domain.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import { attributeRemove } from "./attribute-remove.ts";
import { domainRename } from "./domain-rename.ts";

const isLong = process.env.PITSTOP_LONG === "1";
const workspace = readWorkspace(repository, today);

/** Every attribute that may go: the title names a record wherever another one refers to it. */
const attributes = readableDomains(workspace).flatMap(({ name, attributes: all, types }) =>
  all.filter((attribute) => attribute !== types.title.text).map((attribute) => [name, attribute] as const),
);

/** Starts a program of a workspace. */
const startProgram = (folder: string, args: readonly string[], environment: NodeJS.ProcessEnv) =>
  spawn(process.execPath, args, {
    cwd: folder,
    env: {
      ...process.env,
      DATABASE_URL: "",
      NO_COLOR: "1",
      CI: "",
      PITSTOP_LONG: "",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });

/** Runs a program of a workspace to its end, and gives its exit code with what it said. */
async function run(folder: string, args: readonly string[], data: string) {
  const child = startProgram(folder, args, { PITSTOP_DATA: data });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const [status] = await once(child, "close");
  return { status, stdout, stderr };
}

const program = "pitstop/cli/src/main.ts";

test.each(attributes)("the plan to remove %s.%s is not refused", (domain, attribute) => {
  expect(planOf(attributeRemove, { domain, attribute }, workspace)).toMatchObject({
    retires: [{ domain, attribute }],
    edits: expect.any(Array),
  });
});

test.each(readableDomains(workspace).map(({ name }) => name))(
  "the plan to rename %s is not refused",
  (domain) => {
    expect(planOf(domainRename, { domain, to: "vehicle" }, workspace)).toMatchObject({
      retires: [{ domain: "vehicle", attribute: domain }],
    });
  },
);

/** What its owners made of the domains since is theirs to change first, as the refusal would tell them. */
const isAsShipped = [...exampleFiles].every(
  ([path, text]) =>
    // The migrations of the example are fewer than those of the workspace.
    path.startsWith("packages/db/src/migrations/") ||
    path.endsWith(".json") ||
    workspace.files.get(path) === text,
);

/** The example says of the frame what the workspace says, or the tests of removals would be skipped without a word. */
test.each(
  [...exampleFiles].filter(
    ([path]) => !path.endsWith(".json") && !isOfApplication(path, ["car", "category"]),
  ),
)("the example's %s differs from the workspace's in domains alone", (path, text) => {
  const names = readableDomains(workspace).map(({ name }) => name);
  if (!["car", "category"].every((name) => names.includes(name))) return;
  const isOfDomain = new RegExp(names.join("|"), "i");
  const frame = (source = "") => source.split("\n").filter((line) => !isOfDomain.test(line));
  expect(frame(text)).toEqual(frame(workspace.files.get(path)));
});

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
      ["domain:rename", "category", "genre"],
      ["relation:remove", "car", "category"],
      ["domain:remove", "genre"],
    ],
  ],
  [
    "both domains are removed, the one that the other refers to first",
    [
      ["relation:remove", "car", "category"],
      ["domain:remove", "category"],
      ["domain:remove", "car"],
    ],
  ],
];

/** A copy of all that this repository ships, with a development database of its own; both go after the test. */
function shippedCopy(): { root: string; data: string } {
  const root = writeWholeCopy();
  const data = join(tmpdir(), `pitstop-data-${crypto.randomUUID()}`);
  onTestFinished(() => {
    for (const folder of [root, data]) rmSync(folder, { recursive: true, force: true });
  });
  return { root, data };
}

/** Runs a program of a copy, which succeeds. */
async function succeed({ root, data }: { root: string; data: string }, folder: string, ...args: string[]) {
  const { status, stdout, stderr } = await run(join(root, folder), args, data);
  const what = `${folder}: ${args.join(" ")}: `;
  expect(`${what}${status} ${status === 0 ? "" : stdout + stderr}`).toBe(`${what}0 `);
}

const vitest = ["node_modules/vitest/vitest.mjs", "run"];

/** What says that a test is about an example, or about whichever domains there are. */
const NAMES_DOMAINS = /\b([Cc]ars?|[Cc]ategor(y|ies))\b|import \{[^}]*\b(domains|entities)\b/;

/** The tests of a package that name domains. */
const testsOfDomains = (root: string, folder: string): string[] =>
  globSync("src/**/*.test.{ts,tsx}", { cwd: join(root, folder) }).filter((path) =>
    NAMES_DOMAINS.test(readFileSync(join(root, folder, path), "utf8")),
  );

test.skipIf(!isAsShipped)("without its examples the application compiles and starts", async () => {
  const copy = shippedCopy();
  const removals = ["car", "category"].map((domain): Command => ["domain:remove", { domain }]);
  await carryOut(copy.root, ...removals);
  await typeCheck(copy.root);
  await expectToStart(copy);
});

test.runIf(isLong && isAsShipped)(
  "without its examples the application passes its tests, builds and starts",
  async () => {
    const copy = shippedCopy();
    for (const domain of ["car", "category"])
      await succeed(copy, ".", program, "domain:remove", domain, "--yes");
    await succeed(copy, ".", program, "check");
    for (const folder of ["packages/types", "packages/db", "packages/api", "apps/server"]) {
      const tests = testsOfDomains(copy.root, folder);
      if (tests.length > 0) await succeed(copy, folder, ...vitest, ...tests);
    }
    await succeed(copy, "apps/client", "node_modules/vite/bin/vite.js", "build");
    await succeed(copy, "apps/server", "--run", "build");
    await expectToStart(copy);
  },
);

/** Starts the application as `pnpm start` does, asks it, and ends it. */
async function expectToStart({ root, data }: { root: string; data: string }): Promise<void> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startProgram(root, ["pitstop/start/src/main.ts"], { PITSTOP_DATA: data, PORT: String(port) });
  onTestFinished(() => void child.kill("SIGTERM"));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
  const ended = once(child, "close");
  while (!said.includes("Pitstop runs at")) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The start ended: ${said}`);
    await pause(50);
  }
  const answer = async (path: string) => (await fetch(url + path)).status;
  expect([await answer("/readyz"), await answer("/"), await answer("/docs")]).toEqual([200, 200, 200]);
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: object };
  expect(Object.keys(paths)).toEqual([]);
  // Clients that knew the cars are told that they are gone.
  const said410 = {
    status: 410,
    text: expect.stringMatching(
      /Cars are no longer part of this API since \d{4}-\d\d-\d\d\. Reload the page/,
    ),
  };
  for (const path of ["/api/v1/cars", "/api/v1/cars/1", "/trpc/car.list"]) {
    const gone = await fetch(url + path);
    expect({ status: gone.status, text: await gone.text() }, path).toEqual(said410);
  }
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  if (!isLong) return;
  const { stdout } = await run(root, [program, "status"], data);
  expect(stdout).toMatch(/: car \(pitstop purge car\)\n {2}called by unknown: 3 calls/);
}

describe.skipIf(!(isLong && isAsShipped))(
  "on a copy of all that this repository ships, nothing is refused",
  () => {
    test.each(sequences)("where %s, and the tests pass after it", async (_what, operations) => {
      const copy = shippedCopy();
      for (const words of operations) await succeed(copy, ".", program, ...words, "--yes");
      await succeed(copy, "packages/api", "src/scripts/contract.ts", "--write");
      for (const folder of ["packages/types", "packages/db", "packages/api", "apps/server"])
        await succeed(copy, folder, ...vitest);
    });
  },
);
