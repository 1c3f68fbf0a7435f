import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { type PitstopCopy, SHAPE } from "../../test/pitstop.ts";
import { testCopy } from "../../test/prepared-copy.ts";
import { leftJournal, type UndoJournal, writeJournal } from "../apply/journal.ts";
import { lastOperation } from "../apply/operation-record.ts";
import { inverseEdit } from "../undo/inverse-edit.ts";

const isLong = process.env.PITSTOP_LONG === "1";

/** What an undo leaves that is killed when it has checked the files and before it rolls the database back. */
function leaveUndo({ root }: PitstopCopy): UndoJournal {
  const last = lastOperation(root);
  if (!last) throw new Error("Nothing was done.");
  const { record, file } = last;
  const journal: UndoJournal = {
    kind: "undo",
    operation: record.operation,
    edits: record.edits.map((edit) => inverseEdit(root, edit)),
    migrations: record.migrationsBefore,
    removed: record.migrations.map(({ name }) => name),
    generated: record.generated.map(({ path, before }) => ({ path, text: before })),
    isContractEdited: false,
    record: file,
    isChecked: true,
  };
  writeJournal(root, journal);
  return journal;
}

const state = async (copy: PitstopCopy) => [copy.tree(), await copy.query(SHAPE)];

test("an undo that was interrupted and can't go on stops no command that reads, and goes either way when told", async () => {
  const copy = await testCopy();
  const before = await state(copy);
  const change = ["attribute:change", "car", "name", "--no-required", "--yes", "--without", "tests"];
  expect(await copy.pitstop(...change)).toMatchObject({ status: 0 });
  const after = await state(copy);
  await copy.query("insert into cars (color) values ('red')");
  leaveUndo(copy);

  const refused = await copy.pitstop("attribute:add", "car", "seats:integer");
  expect(refused).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/undo of .* was interrupted.*pitstop recover.*RECOVERY_FAILED/s),
  });
  expect(leftJournal(copy.root)?.failure).toMatch(/could not be rolled back/);
  for (const words of [
    ["status"],
    ["--help"],
    ["attribute:add", "--help"],
    ["attribute:add", "car", "seats:integer", "--dry-run"],
    ["docs"],
    ["backup", "--list"],
    ["lint", join(copy.root, "packages/db/src/migrations/Migration20261101000000_initial.ts")],
  ]) {
    expect({ words, ...(await copy.pitstop(...words)) }).toMatchObject({ status: 0 });
  }
  expect(await copy.pitstop("check")).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^\.pitstop\/journal\.json:1 The undo of .* was interrupted/),
  });
  const shown = await copy.pitstop("recover");
  expect(shown.status).toBe(1);
  expect(shown.stdout).toMatch(
    /recover --forward\n.*files? back.*\n.*rolls back.*\npitstop recover --back\n/s,
  );
  expect(await copy.pitstop("recover", "--forward")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("pitstop recover --back"),
  });
  expect(await copy.pitstop("recover", "--back")).toMatchObject({ status: 0 });
  expect(await state(copy)).toEqual(after);
  expect(await copy.pitstop("recover")).toMatchObject({ status: 0, stdout: "Nothing was interrupted.\n" });

  leaveUndo(copy);
  await copy.query("delete from cars where name is null");
  expect(await copy.pitstop("recover", "--forward")).toMatchObject({ status: 0 });
  expect(await state(copy)).toEqual(before);
});

describe.runIf(isLong)("kill -9", () => {
  /** Kills a command after a while; the moment doesn't follow from the number of the kill. */
  async function killed(copy: PitstopCopy, words: string[], moment: number): Promise<void> {
    const running = copy.run("pitstop/cli", "pitstop/cli/src/main.ts", words);
    await Promise.race([pause(moment), running.ended]);
    try {
      running.kill();
    } catch {
      // It was done before.
    }
    await running.ended;
  }

  test.each(["forward", "back"])("of recover --%s leaves what it can go on from, either way", async (way) => {
    const copy = await testCopy({ keepsServer: false });
    const before = await state(copy);
    for (let kill = 0; kill < 10; kill++) {
      const added = await copy.pitstop("attribute:add", "car", "seats:integer");
      expect(added).toMatchObject({ status: 0 });
      const after = await state(copy);
      leaveUndo(copy);
      await killed(copy, ["recover", `--${way}`], 300 + ((kill * 7919) % 4000));
      const last = kill % 2 === 0 ? "--back" : "--forward";
      const isLeft = leftJournal(copy.root) !== undefined;
      if (isLeft) expect(await copy.pitstop("recover", last)).toMatchObject({ status: 0 });
      const isBack = isLeft ? last === "--back" : way === "back";
      expect(await state(copy)).toEqual(isBack ? after : before);
      expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
      if (isBack) expect(await copy.pitstop("undo")).toMatchObject({ status: 0 });
    }
  });

  test("of an operation is ended forward where a person wants it", async () => {
    const copy = await testCopy({ keepsServer: false });
    for (let kill = 0; kill < 8; kill++) {
      await killed(copy, ["attribute:add", "car", "seats:integer"], 1_000 + kill * 900);
      if (leftJournal(copy.root)) {
        expect(await copy.pitstop("recover", "--forward")).toMatchObject({ status: 0 });
        expect(await copy.query("select seats from cars limit 1")).toEqual([{ seats: null }]);
      }
      if (lastOperation(copy.root)) expect(await copy.pitstop("undo")).toMatchObject({ status: 0 });
      expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
    }
  });
});
