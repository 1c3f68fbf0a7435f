import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { giveBackCopy, takeCopy } from "../../test/copy-pool.ts";
import type { PlannedStep } from "../plan.ts";
import { migrationPath, writeMigrations } from "./migrations.ts";

const step = (sql: string): PlannedStep => ({
  kind: "sql",
  sql,
  lock: "SHARE UPDATE EXCLUSIVE",
  table: "cars",
  comment: "",
});

test("a plan that is longer than any argument of a command is written", async () => {
  const root = takeCopy();
  onTestFinished(() => giveBackCopy(root));
  const comment = `'${"a".repeat(200_000)}'`;
  const [name = ""] = await writeMigrations(root, {
    schema: "stated",
    migrations: [
      {
        name: "commented",
        phase: "expand",
        deploy: 1,
        isTransactional: true,
        up: [step(`comment on table "cars" is ${comment}`)],
        down: [step('comment on table "cars" is null')],
      },
    ],
  });
  expect(readFileSync(join(root, migrationPath(name)), "utf8")).toContain(comment);
});
