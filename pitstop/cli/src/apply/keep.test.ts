import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SHAPE } from "../../test/pitstop.ts";
import { testCopy } from "../../test/prepared-copy.ts";

const isLong = process.env.PITSTOP_LONG === "1";

const path = "packages/api/src/paint-shop.ts";

/** Code that removing the color breaks, and the same without it. */
const painting =
  'import type { Car } from "@app/types";\n\nexport const paint = ({ color }: Car) => color;\n';
const waxing = 'import type { Car } from "@app/types";\n\nexport const wax = ({ name }: Car) => name;\n';

test("a change that doesn't compile yet is kept, finished by a person, and undone to the last byte", async () => {
  const copy = await testCopy({ isRehearsed: false });
  const file = join(copy.root, path);
  writeFileSync(file, painting);
  const before = [copy.tree(), await copy.query(SHAPE)];
  const remove = ["attribute:remove", "car", "color", "--yes", "--without", "tests"];

  expect(await copy.pitstop(...remove)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/paint-shop\.ts.*--keep.*pitstop continue.*DOES_NOT_COMPILE/s),
  });
  expect([copy.tree(), await copy.query(SHAPE)]).toEqual(before);

  expect(await copy.pitstop(...remove, "--keep")).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/paint-shop\.ts.*pitstop continue.*pitstop undo.*KEPT_UNFINISHED/s),
  });
  expect(await copy.query(SHAPE)).toEqual(before[1]);
  expect(await copy.pitstop("attribute:add", "car", "seats:integer")).toMatchObject({
    status: 3,
    stderr: expect.stringContaining("CHANGE_UNFINISHED"),
  });
  expect(await copy.pitstop("status")).toMatchObject({
    status: 0,
    stderr: expect.stringContaining("pitstop continue"),
  });
  expect(await copy.pitstop("continue")).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/paint-shop\.ts.*DOES_NOT_COMPILE/s),
  });

  if (isLong) {
    expect(await copy.pitstop("undo")).toMatchObject({ status: 0 });
    expect([copy.tree(), await copy.query(SHAPE)]).toEqual(before);
    expect(await copy.pitstop(...remove, "--keep")).toMatchObject({ status: 1 });
  }

  writeFileSync(file, waxing);
  expect(await copy.pitstop("continue")).toMatchObject({ status: 0 });
  expect(readFileSync(file, "utf8")).toBe(waxing);
  expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });

  // What the person wrote to finish the change goes with it.
  expect(await copy.pitstop("undo")).toMatchObject({ status: 0 });
  expect([copy.tree(), await copy.query(SHAPE)]).toEqual(before);
});
