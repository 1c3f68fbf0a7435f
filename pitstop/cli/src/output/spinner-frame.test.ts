import { expect, test } from "vitest";
import { spinnerFrame } from "./spinner-frame.ts";

test("a frame shows the stages and whole seconds, and moves", () => {
  expect(spinnerFrame(["type check", "tests"], 12_340)).toBe("⠸ type check, tests  12 s");
  expect(spinnerFrame(["type check", "tests"], 12_440)).toBe("⠼ type check, tests  12 s");
});

test("a frame never fills the line, which would begin another one", () => {
  expect(spinnerFrame(["x".repeat(200)], 0, 40)).toHaveLength(39);
});
