import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const end = JSON.stringify(new URL("./end-process.ts", import.meta.url).href);

test.each([
  ["nothing keeps it open", ""],
  ["a timer would keep it open forever", "setInterval(() => undefined, 1000);"],
  ["a server would", `(await import("node:net")).createServer().listen(0, "127.0.0.1");`],
])("a process ends with its code where %s, and prints everything before", (_what, open) => {
  const program = `
    const { endProcess } = await import(${end});
    ${open}
    process.stdout.write("x".repeat(1_000_000));
    endProcess(3);`;
  const { status, stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
    maxBuffer: 10_000_000,
  });
  expect({ status, length: stdout.length }).toEqual({ status: 3, length: 1_000_000 });
});
