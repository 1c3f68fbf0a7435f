import { expect, test } from "vitest";
import { isServed } from "./served-files.ts";

test.each([
  ["packages/types/src/car.ts", true],
  ["packages/db/src/retired.json", true],
  ["packages/api/contract.json", true],
  ["apps/server/src/main.ts", true],
  ["pitstop/http/src/server.ts", true],
  ["packages/api/src/car/car.test.ts", false],
  ["packages/api/test/client.ts", false],
  ["packages/db/src/migrations/Migration20261101000000_initial.ts", false],
  ["pitstop/cli/src/main.ts", false],
  ["pitstop/pages/src/mount.tsx", false],
  ["packages/api/node_modules/zod/index.ts", false],
  ["packages/api/src/car/car.router.ts.pitstop-4711", false],
])("%s may change what the server does: %s", (path, expected) => {
  expect(isServed(path)).toBe(expected);
});
