import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const lint = new URL("./index.ts", import.meta.url).href;

test("a program that uses the linter is still told which of its own imports can't be found", () => {
  const program = `
    await import(${JSON.stringify(lint)});
    await import("@mikro-orm/not-installed").catch(({ code }) => console.log(code));
  `;
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
  });
  expect(printed.trim()).toBe("ERR_MODULE_NOT_FOUND");
});
