import { expect, test } from "vitest";
import { withMovedModules } from "./moved-modules.ts";

const moved = new Map([
  ["packages/api/src/car/car.service.ts", "packages/api/src/auto/auto.service.ts"],
  ["packages/api/src/car/card.tsx", "packages/api/src/auto/card.tsx"],
]);

test.each([
  [
    "by a static import",
    `import { a } from "../car/car.service.ts";`,
    `import { a } from "../auto/auto.service.ts";`,
  ],
  [
    "in single quotes, without an ending",
    "export * from '../car/car.service'",
    "export * from '../auto/auto.service'",
  ],
  [
    "with the ending of what is compiled",
    `import "../car/car.service.js";`,
    `import "../auto/auto.service.js";`,
  ],
  ["by a call", "await import(`../car/car.service.ts`)", "await import(`../auto/auto.service.ts`)"],
  ["of JSX", `import "../car/card.tsx";`, `import "../auto/card.tsx";`],
  ["by a mock", `vi.mock("../car/car.service.ts");`, `vi.mock("../auto/auto.service.ts");`],
])("a file that has moved is imported %s", (_how, text, after) => {
  expect(withMovedModules("packages/api/src/fleet/fleet.ts", text, moved)).toBe(after);
});

test("a file of the same name in another folder stays where it is", () => {
  const text = `import { a } from "./car.service.ts";\nimport { b } from "../../car/car.service.ts";\n`;
  expect(withMovedModules("packages/api/src/fleet/fleet.ts", text, moved)).toBe(text);
});

test("a neighbor is imported from the same folder", () => {
  expect(withMovedModules("packages/api/src/auto/x.ts", `import "../car/car.service.ts";`, moved)).toBe(
    `import "./auto.service.ts";`,
  );
});
