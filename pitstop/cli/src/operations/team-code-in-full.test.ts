import { expect, test } from "vitest";
import { SHAPE } from "../../test/pitstop.ts";
import { teamCopy } from "../../test/team-code/team-copy.ts";

const isLong = process.env.PITSTOP_LONG === "1";

/** What no operation below is about: it stays byte for byte. */
const UNTOUCHED = [
  "packages/types/src/shared/common.ts",
  "packages/types/src/shared/limits.ts",
  "packages/db/src/entities/common.ts",
  "packages/db/src/entities/dimensions.ts",
  "packages/db/src/migrations/Migration20261103000000_by_hand.ts",
  "packages/api/src/supplier/supplier.service.ts",
];

// Each carried out for real: tsc, the migrations with their rehearsal, the tests of the domain, and back again. Two to
// five minutes for each. The plans and a database that carries them out are tested beside this, in seconds.
test.runIf(isLong).each([
  ["attribute:rename", "car", "brand", "make"],
  ["attribute:rename", "car", "color", "paint"],
  ["attribute:rename", "car", "color", "paint", "--now"],
  ["attribute:rename", "car", "remark", "note"],
  ["attribute:rename", "supplier", "code", "reference"],
  ["attribute:rename", "shipment", "zip", "postCode"],
  ["attribute:remove", "car", "vin"],
  ["attribute:remove", "supplier", "city"],
  ["attribute:remove", "car", "remark", "--now"],
  ["attribute:change", "shipment", "quantity", "--type", "bigint"],
  ["attribute:change", "car", "name", "--max", "60"],
  ["attribute:change", "car", "state", "--values", "new,used,scrapped,sold"],
  ["attribute:change", "shipment", "quantity", "--type", "decimal:12,2", "--now"],
  ["attribute:add", "supplier", "homepage:url"],
  ["attribute:add", "shipment", "seal:string:12!", "--backfill", "'S-' || id"],
  ["attribute:deprecate", "shipment", "weight"],
  ["relation:add", "supplier", "category", "--name", "kind"],
  ["relation:add", "supplier", "part", "--many"],
  ["relation:add", "car", "category", "--from", "remark", "--name", "group", "--create-missing"],
  ["relation:deprecate", "shipment", "supplier"],
  ["relation:remove", "shipment", "supplier"],
  ["relation:remove", "shipment", "supplier", "--now"],
  ["domain:create", "garage", "name:string!", "size:integer"],
  ["domain:rename", "car", "vehicle"],
  ["domain:deprecate", "shipment"],
  ["domain:remove", "shipment"],
  ["domain:remove", "shipment", "--now"],
])("%s %s %s %s %s on a team's code, and undone", async (...words) => {
  const copy = await teamCopy();
  expect(await copy.pitstop("check")).toMatchObject({ status: 0 });
  const [before, shape] = [copy.tree(), await copy.query(SHAPE)];
  const done = await copy.pitstop(...words, "--yes");
  expect(`${done.status} ${done.status === 0 ? "" : done.stderr}`).toBe("0 ");
  expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
  const after = copy.tree();
  // Its service names the code in a rule of the team's own.
  const about = words.includes("code") ? "packages/api/src/supplier/supplier.service.ts" : undefined;
  for (const path of UNTOUCHED) if (path !== about) expect(after[path], path).toBe(before[path]);
  expect(await copy.pitstop("undo", "--yes")).toMatchObject({ status: 0 });
  expect(copy.tree()).toEqual(before);
  expect(await copy.query(SHAPE)).toEqual(shape);
});

test.runIf(isLong).each([
  ["attribute:rename", "car", "color", "paint"],
  ["attribute:rename", "car", "brand", "make"],
  ["attribute:change", "shipment", "quantity", "--type", "bigint"],
  ["attribute:remove", "supplier", "city"],
  ["relation:remove", "shipment", "supplier"],
  ["domain:rename", "car", "vehicle"],
  ["domain:remove", "shipment"],
])("purge after %s %s %s %s %s on a team's code, and both undone", async (...words) => {
  const copy = await teamCopy();
  const states: unknown[] = [];
  const steps = [words, ["purge"]];
  for (const step of steps) {
    states.push([copy.tree(), await copy.query(SHAPE)]);
    const done = await copy.pitstop(...step, "--yes", "--without", "tests");
    expect(`${step.join(" ")}: ${done.status} ${done.status === 0 ? "" : done.stderr}`).toBe(
      `${step.join(" ")}: 0 `,
    );
    expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
  }
  for (const state of states.toReversed()) {
    expect(await copy.pitstop("undo", "--yes")).toMatchObject({ status: 0 });
    expect([copy.tree(), await copy.query(SHAPE)]).toEqual(state);
  }
});
