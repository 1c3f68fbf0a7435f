import { expect, test } from "vitest";
import { Migration } from "./migration.ts";
import { readMigration } from "./read-migration.ts";

test("a backfill is known whichever copy of the module the migration extends", async () => {
  const again = "./migration.ts?again"; // a text of its own, which the compiler does not look up
  const copy = ((await import(again)) as { Migration: typeof Migration }).Migration; // the same module, loaded twice
  expect(copy).not.toBe(Migration);
  const backfill = { table: "cars", set: "price = 0", where: "price is null" };
  class Fill extends copy {
    override up(): void {
      this.backfill(backfill);
    }
  }
  const { steps } = await readMigration("Fill", new Fill(undefined as never, undefined as never), "up");
  expect(steps).toMatchObject([{ kind: "backfill", backfill }]);
});
