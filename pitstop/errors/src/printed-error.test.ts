import { expect, test } from "vitest";
import { errorJson, errorText, PitstopError } from "./index.ts";

const error = new PitstopError("STORE_FULL", "The store is full.", "Free some space.", { cause: "ENOSPC" });

test("a person reads what happened, what to do, and the code", () => {
  expect(errorText(error)).toBe("The store is full.\nFree some space. (STORE_FULL)\n");
});

test("a program gets the same as JSON, and no cause", () => {
  expect(JSON.parse(errorJson(error))).toEqual({
    error: { code: "STORE_FULL", message: "The store is full.", hint: "Free some space." },
  });
});
