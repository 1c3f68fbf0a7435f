// `npm create pitstop` as a stranger types it: from a registry, in an empty folder with an empty home. It runs for minutes, so
// it is part of the long form alone; create.test.ts is the sample.
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { freePort, temporaryFolder } from "@pitstop/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NEXT, type Published, publish } from "./published.ts";
import type { Stranger } from "./stranger.ts";
import { frontendFiles, frontendPackages } from "./vite-frontend.ts";

const isLong = process.env.PITSTOP_LONG === "1";

describe.runIf(isLong)("an application made by npm create", { timeout: 1_800_000 }, () => {
  const { path: folder, remove } = temporaryFolder();
  let published: Published | undefined;
  let maker: Stranger;

  beforeAll(async () => {
    published = await publish(folder);
    maker = published.stranger("maker");
    const made = maker.run("npm", "create", "--yes", "pitstop", "acme-cars", "--", "--yes");
    expect(made).toMatchObject({ status: 0, stdout: expect.stringContaining("npx -y pnpm start") });
    pnpm("install");
  }, 1_800_000);

  afterAll(() => {
    published?.stop();
    remove();
  });

  const pnpm = (...words: string[]) => {
    const { status, stdout, stderr } = maker.runIn("acme-cars", "npx", "-y", "pnpm", ...words);
    expect(`${words.join(" ")}: ${status}${status === 0 ? "" : `\n${stdout}${stderr}`}`).toBe(
      `${words.join(" ")}: 0`,
    );
  };

  test("changes its schema, and passes its tests", () => {
    pnpm(
      "pitstop",
      "domain:create",
      "task",
      "title:string:200!",
      "done:boolean!=false",
      "--without",
      "tests",
    );
    pnpm("pitstop", "check");
    pnpm("test");
  });

  test("starts, with its own title, and serves a frontend in a project of its own", async () => {
    const frontend = published?.stranger("frontend") as Stranger; // it was published
    frontend.write(frontendFiles(join(maker.folder, "acme-cars/packages/api")));
    frontend.install(...frontendPackages(maker.manifestOf("@trpc/server", "acme-cars/packages/api").version));
    expect(frontend.npx("tsc", "--noEmit")).toMatchObject({ status: 0, stdout: "" });
    expect(frontend.npx("vite", "build", "--logLevel", "error")).toMatchObject({ status: 0, stderr: "" });
    await started(maker, async (url) => {
      expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: "ready" });
      expect(await (await fetch(url, { headers: { accept: "text/html" } })).text()).toContain("Acme Cars");
      const { status, stdout, stderr } = frontend.run("node", "dist/frontend.js", url);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(JSON.parse(stdout)).toMatchObject({ title: "Ship it", done: false });
    });
  });

  test("is built, goes back, and follows to the next version with no file touched", () => {
    pnpm("build");
    // It loads, with the grammar and the migrations beside it.
    const linted = maker.runIn("acme-cars/apps/server", "node", "dist/migrate.mjs", "lint");
    expect(linted).toMatchObject({ status: 2, stderr: expect.stringContaining("DATABASE_URL is not set.") });
    const migrationsIn = (path: string) =>
      globSync("Migration*.{js,ts}", { cwd: join(maker.folder, "acme-cars", path) })
        .map((file) => file.slice(0, -3))
        .sort();
    expect(migrationsIn("packages/db/src/migrations").length).toBeGreaterThan(1);
    expect(migrationsIn("apps/server/dist/migrations")).toEqual(migrationsIn("packages/db/src/migrations"));
    expect(existsSync(join(maker.folder, "acme-cars/apps/server/dist/libpg-query.wasm"))).toBe(true);
    pnpm("pitstop", "undo");
    // What people have changed since stays as it is.
    maker.edit("acme-cars/packages/api/src/about.ts", { 'title: "Acme Cars"': 'title: "Acme Garage"' });
    const git = (...words: string[]) => maker.runIn("acme-cars", "git", ...words).stdout;
    git("add", "--all");
    published?.publishNext();
    pnpm("up", "--recursive", "--latest", "@pitstop/*", "pitstop");
    expect(maker.manifestOf("pitstop", "acme-cars").version).toBe(NEXT);
    const touched = git("diff", "--name-only").trim().split("\n");
    expect(
      touched.filter((path) => !/(^|\/)package\.json$|^pnpm-(lock|workspace)\.yaml$/.test(path)),
    ).toEqual([]);
    pnpm("test");
  });
});

/** Works while the application in "acme-cars" runs, as `pnpm start` runs it. */
async function started(maker: Stranger, work: (url: string) => Promise<void>): Promise<void> {
  const port = await freePort();
  const running = maker.start("acme-cars", { PORT: String(port) }, "npx", "-y", "pnpm", "start");
  try {
    await running.until("Pitstop runs at");
    await work(`http://127.0.0.1:${port}`);
  } finally {
    await running.stop();
  }
}
