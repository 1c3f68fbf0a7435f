import { siblingScript } from "../apply/sibling-script.ts";
import type { PassedThrough } from "../command-line/command.ts";

export const lint: PassedThrough = {
  name: "lint",
  summary: "Find statements that would block or lose data",
  script: siblingScript(import.meta.filename, "lint-program"),
  isReading: true,
};
