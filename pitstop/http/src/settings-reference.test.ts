import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Settings } from "./settings.ts";

const reference = readFileSync(join(import.meta.dirname, "../../../docs/reference/settings.md"), "utf8");

test("the reference of settings lists exactly what the server reads", () => {
  const [, ofServer = ""] = reference.split(/^## /m);
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

/** Applications have this file too: whoever starts a server reads it first. It follows from the reference. */
test(".env.example has each setting of a server with its meaning and its default", async () => {
  const ofServers = reference.split(/^(?=## )/m).filter((section) => /^## (Server|Sign-in)\n/.test(section));
  expect(ofServers).toHaveLength(2);
  const settings = ofServers.flatMap((section) => {
    const [, title] = /^## (.*)/.exec(section) ?? [];
    const rows = [...section.matchAll(/^\| `([A-Z_]+)`\s*\|\s*(.+?)\s*\| (.+?)\s*\|$/gm)];
    const lines = rows.map(([, name = "", byDefault = "", meaning]) => {
      const value = EXAMPLES[name] ?? (byDefault === "–" ? "" : byDefault);
      return `# ${meaning}\n${name in EXAMPLES ? "" : "#"}${name}=${value}\n`;
    });
    return [`# ${title}\n`, ...lines];
  });
  await expect([HEAD, ...settings].join("\n")).toMatchFileSnapshot("../../../.env.example");
});

const EXAMPLES: Record<string, string> = { DATABASE_URL: "postgresql://app:change-me@127.0.0.1:5432/app" };

const HEAD = `# Settings, with their defaults. Copy this file to .env, and remove the # before what you change:
#   node --env-file=.env dist/main.mjs
# It holds secrets, so git and docker ignore .env.

# The password of compose.yaml's database.
POSTGRES_PASSWORD=change-me
`;
