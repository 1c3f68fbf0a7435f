import { expect, test } from "vitest";
import { shortcutOf } from "./shortcut.ts";

const press = (key: string, held = {}) =>
  shortcutOf({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isTyping: false,
    isBehindDialog: false,
    ...held,
  });

test("keys stand for what the list of shortcuts says", () => {
  expect(press("/")).toBe("search");
  expect(press("?")).toBe("help");
  expect(press("s", { ctrlKey: true })).toBe("save");
  expect(press("S", { metaKey: true })).toBe("save");
});

test("a form is saved while somebody types, and a slash that is typed is a slash", () => {
  expect(press("s", { ctrlKey: true, isTyping: true })).toBe("save");
  expect(press("/", { isTyping: true })).toBeUndefined();
  expect(press("?", { isTyping: true })).toBeUndefined();
});

test("nothing happens behind a dialog, nor with keys that mean something else", () => {
  expect(press("s", { ctrlKey: true, isBehindDialog: true })).toBeUndefined();
  expect(press("/", { isBehindDialog: true })).toBeUndefined();
  expect(press("s", { ctrlKey: true, altKey: true })).toBeUndefined();
  expect(press("s")).toBeUndefined();
});
