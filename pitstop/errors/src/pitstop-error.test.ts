import { expect, test } from "vitest";
import { PitstopError } from "./index.ts";

class StoreError extends PitstopError<"STORE_FULL"> {}

test("an error carries its message, hint, code and cause", () => {
  const cause = new Error("ENOSPC");
  const error = new PitstopError("STORE_FULL", "The store is full.", "Free some space.", { cause });
  expect(error).toMatchObject({
    code: "STORE_FULL",
    message: "The store is full.",
    hint: "Free some space.",
  });
  expect(error.cause).toBe(cause);
  expect(error).toBeInstanceOf(Error);
});

test("an error of a package has the name of its class and is a PitstopError", () => {
  const error = new StoreError("STORE_FULL", "The store is full.", "Free some space.");
  expect(error.name).toBe("StoreError");
  expect(error).toBeInstanceOf(PitstopError);
});
