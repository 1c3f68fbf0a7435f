import { expect, test } from "vitest";
import { isServed } from "./served-files.ts";

test.each([
  ["packages/types/src/car.ts", true],
  ["packages/db/src/retired.json", true],
  ["packages/api/contract.json", true],
  ["apps/server/src/server.ts", true],
  ["packages/api/src/car/car.test.ts", false],
  ["packages/api/src/testing/client.ts", false],
  ["packages/db/src/migrations/Migration20261101000000_initial.ts", false],
  ["packages/cli/src/main.ts", false],
  ["packages/api/node_modules/zod/index.ts", false],
  ["packages/api/src/car/car.router.ts.pitstop-4711", false],
])("%s may change what the server does: %s", (path, expected) => {
  expect(isServed(path)).toBe(expected);
});
