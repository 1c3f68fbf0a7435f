import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { project } from "../test/command/project.ts";
import { readCommandLine } from "./command/command-line.ts";
import { readConfig } from "./command/config.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const blocks = (pattern: RegExp) => [...readme.matchAll(pattern)].map((match) => match.slice(1).map(String));

describe("README.md", () => {
  it("shows what its example prints", async () => {
    const files = blocks(/^`(\S+\.sql)`:\n\n```sql\n(.*?)```/gms);
    const { lint } = project(Object.fromEntries(files));
    const [[words = "", output = ""] = []] = blocks(
      /```sh\nnpx pitstop-lint ([^\n]*)\n```\n\n```text\n(.*?)```/gs,
    );
    const { stdout } = await lint(...words.split(" "));
    expect(stdout).toBe(output);
  });

  it("types command lines that are understood", () => {
    const lines = blocks(/^(?:cat \S+ \| )?npx pitstop-lint (.*?)(?: > \S+)?$/gm);
    expect(lines.length).toBeGreaterThan(4);
    for (const [words = ""] of lines)
      expect(readCommandLine(words.replaceAll("'", "").split(" ")), words).toMatchObject({ kind: "lint" });
  });

  it("has every option of the command", () => {
    const help = readCommandLine(["--help"]);
    const listed = (text: string, line: RegExp) => [...text.matchAll(line)].map(([, option]) => option);
    expect(listed(readme, /^\| `(--[\w-]+)/gm)).toEqual(
      listed(help.kind === "help" ? help.text : "", /^ {2}(--[\w-]+)/gm),
    );
  });

  it("shows a configuration that is valid, and names every key", () => {
    const [[config = ""] = []] = blocks(/```json\n(.*?)```/gs);
    expect(readConfig(config, "README.md")).toMatchObject({
      paths: ["prisma/migrations"],
      startAfter: "20261101_init",
    });
    const keys = blocks(/^\| `(\w+)` +\| /gm).flat();
    for (const key of ["paths", "serverVersion", "startAfter", "flavor", "rules", "transaction"])
      expect(keys).toContain(key);
    expect(() => readConfig('{ "unknown": 1 }', "README.md")).toThrow(
      expect.objectContaining({
        hint: "The keys are serverVersion, flavor, paths, rules, startAfter, transaction.",
      }),
    );
  });

  it("gives the action inputs that it has", () => {
    const [[yaml = ""] = []] = blocks(/```yaml\n(.*?)```/gs);
    const action = parse(readFileSync(join(import.meta.dirname, "../action.yml"), "utf8"));
    const step = parse(yaml).find(({ uses = "" }: { uses?: string }) => uses.endsWith("@pitstop/lint"));
    for (const input of Object.keys(step.with)) expect(Object.keys(action.inputs)).toContain(input);
  });
});
