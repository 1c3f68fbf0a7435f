import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Settings } from "./settings.ts";

const readme = readFileSync(join(import.meta.dirname, "../../../README.md"), "utf8");

test("the README's table of settings says what the server reads, and all of it", () => {
  // The table under this heading; the migrator has one of its own.
  const [, ofServer = ""] = readme.split("**Run it for real.**");
  const rows = [...ofServer.matchAll(/^\| `([A-Z_]+)`\s*\|\s*(\S+)\s*\| (.+?)\s*\|$/gm)];
  const stated = Object.fromEntries(
    rows.map(([, name, byDefault, meaning]) => [name, { byDefault, meaning }]),
  );
  const defaults = Settings.partial().parse({});
  const read = Object.entries(Settings.shape).map(([name, { description }]) => {
    const byDefault = defaults[name as keyof Settings]; // the names are those of the shape
    return [name, { byDefault: String(byDefault ?? "–"), meaning: description }];
  });
  expect(stated).toEqual(Object.fromEntries(read));
});
