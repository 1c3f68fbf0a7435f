import { expect, it } from "vitest";
import { didYouMean, nearestName } from "./nearest-name.ts";

const names = ["drop-column", "drop-table", "rename-column", "truncate-table"];

it.each([
  ["drop-colum", "drop-column"],
  ["Drop-Column", "drop-column"],
  ["dropcolumn", "drop-column"],
  ["truncate", undefined],
  ["truncat-table", "truncate-table"],
  ["rename-colmun", "rename-column"],
  ["weather", undefined],
  ["", undefined],
])("the rule nearest to %j is %j", (written, meant) => {
  expect(nearestName(written, names)).toBe(meant);
});

it("asks only where something is near", () => {
  expect(didYouMean("drop-colum", names)).toBe(' Did you mean "drop-column"?');
  expect(didYouMean("weather", names)).toBe("");
});
