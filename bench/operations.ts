// What a schema change costs with pitstop: the plan, the whole operation on a table with rows, the check of the
// workspace; and beside it what other tools do of the same change.
import { join } from "node:path";
import { startPostgres } from "@pitstop/postgres";
import { installCompetitors } from "./lib/install-competitors.ts";
import { machine } from "./lib/machine.ts";
import { drizzleGenerate, mikroOrmCreate, ownCreate, timed } from "./lib/operations/peers.ts";
import { Workspace } from "./lib/operations/workspace.ts";
import { readOptions } from "./lib/options.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const options = readOptions({ rows: 100_000, rounds: 5, domains: 100 });
const add = ["attribute:add", "car", "price:decimal:12,2!=0"];

/** What `attribute:add --json` says of each line of its checklist. */
interface Checklist {
  checklist: { what: string; duration: number | null }[];
}

installCompetitors();
const workspace = new Workspace(join(import.meta.dirname, ".."));
const server = await startPostgres({ folder: join(workspace.root, "../data") });
try {
  workspace.migrations("migration:up", "--quiet");
  workspace.run("pnpm", ["--filter", "db", "seed", "--cars", String(options.rows)]);
  const figures = new Map<string, number[]>();
  const note = (what: string, duration: number) =>
    figures.set(what, [...(figures.get(what) ?? []), duration]);
  for (let round = 0; round < options.rounds; round++) {
    note(
      "`attribute:add --dry-run`",
      timed(() => workspace.pitstop(...add, "--dry-run")),
    );
    note(
      "`check`, 2 domains",
      timed(() => workspace.pitstop("check")),
    );
    let answer = "";
    note(
      "`attribute:add` with everything",
      timed(() => (answer = workspace.pitstop(...add, "--json"))),
    );
    for (const { what, duration } of (JSON.parse(answer) as Checklist).checklist) {
      if (duration !== null) note(`· ${what}`, duration);
    }
    note(
      "`undo`",
      timed(() => workspace.pitstop("undo")),
    );
    note("the migration alone: ours", ownCreate(workspace));
    workspace.reset();
    note("the migration alone: MikroORM's own", mikroOrmCreate(workspace, `${server.url}`));
    workspace.reset();
    note("the migration alone: drizzle-kit generate", drizzleGenerate());
  }
  if (options.domains > 2) {
    for (let number = 3; number <= options.domains; number++) {
      workspace.writePlan("domain:create", `thing${number}`, "name:string:80!", "note:text", "size:integer");
    }
    workspace.migrations("migration:create", "--name", "things");
    workspace.migrations("migration:up", "--quiet", "--without", "rehearsal");
    workspace.pitstop("contract", "--write");
    for (let round = 0; round < options.rounds; round++) {
      note(
        `\`check\`, ${options.domains} domains`,
        timed(() => workspace.pitstop("check")),
      );
    }
  }
  console.log(`${await machine(server.url)}; ${options.rows} cars, ${options.rounds} rounds, s.\n`);
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(2);
  const rows = [...figures].map(([what, durations]) => [
    what,
    seconds(median(durations)),
    seconds(Math.max(...durations)),
  ]);
  console.log(markdownTable(["", "median", "slowest"], rows));
} finally {
  await server.stop();
  workspace.remove();
}
