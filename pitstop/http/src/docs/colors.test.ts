import { expect, test } from "vitest";
import { pageColors } from "./colors.ts";

test("without a color the page has Pitstop's own", () => {
  expect(pageColors()).toEqual({ bar: "#3b49c4", onBar: "#ffffff", light: "#3b49c4", dark: "#8089d9" });
});

test.each([
  ["#ffe600", "#000000"],
  ["#7a1fa2", "#ffffff"],
  ["#ffffff", "#000000"],
  ["#000000", "#ffffff"],
  ["#777777", "#000000"],
])("on a bar in %s stands text in %s", (color, onBar) => {
  expect(pageColors(color)).toMatchObject({ bar: color, onBar });
});

test("links are dark on light and light on dark, whatever the color", () => {
  expect(pageColors("#ffe600")).toMatchObject({ light: "#736800", dark: "#ffe600" });
  expect(pageColors("#000000")).toMatchObject({ light: "#000000", dark: "#999999" });
});

test.each(["red", "#fff", "#3b49c4; }", ""])("%j is refused at the start", (color) => {
  expect(() => pageColors(color)).toThrow(`The application's color ${JSON.stringify(color)} can't be read.`);
});
