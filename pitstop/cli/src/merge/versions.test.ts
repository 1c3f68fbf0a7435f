import { expect, test } from "vitest";
import { mergedVersions } from "./versions.ts";

const version = (contract: string, car = `car-${contract}`) => ({ contract, domains: { car } });
const text = (...versions: { contract: string; domains: { car: string } }[]) =>
  JSON.stringify({
    versions,
    surfaces: Object.fromEntries(versions.map(({ domains }) => [domains.car, { table: "cars" }])),
  });

const base = text(version("a"));
const [ours, theirs] = [text(version("a"), version("d"), version("b")), text(version("a"), version("c"))];

test("the versions of both branches are kept, in one order whichever is merged into the other", () => {
  const merged = mergedVersions({ base, ours, theirs });
  expect(merged?.versions.map(({ contract }) => contract)).toEqual(["a", "c", "d", "b"]);
  expect(Object.keys(merged?.surfaces ?? {})).toEqual(["car-a", "car-b", "car-c", "car-d"]);
  expect(mergedVersions({ base, ours: theirs, theirs: ours })).toEqual(merged);
});

test("a version that both recorded is there once, and one recorded again is where it was recorded last", () => {
  expect(mergedVersions({ base, ours: theirs, theirs })?.versions).toEqual([version("a"), version("c")]);
  const again = text(version("c"), version("a", "car-other"));
  expect(mergedVersions({ base, ours: base, theirs: again })?.versions).toEqual([
    version("c"),
    version("a", "car-other"),
  ]);
});

test.each(["[", "[]", `{"versions": 1}`])("%s is left to a person", (broken) => {
  expect(mergedVersions({ base, ours: broken, theirs })).toBeUndefined();
});
