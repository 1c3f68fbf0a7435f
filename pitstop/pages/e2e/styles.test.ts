import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const library = dirname(createRequire(import.meta.url).resolve("@mantine/core/styles.css"));
const textOf = (path: string) => readFileSync(path, "utf8");
const sources = join(import.meta.dirname, "../src");

/** What is imported from the library anywhere on the pages, and by its notifications. */
function importedNames(): string[] {
  const notifications = dirname(createRequire(import.meta.url).resolve("@mantine/notifications/styles.css"));
  const files = [
    ...globSync("**/*.{ts,tsx}", { cwd: sources }).map((file) => join(sources, file)),
    ...globSync("esm/**/*.mjs", { cwd: notifications }).map((file) => join(notifications, file)),
  ];
  return files.flatMap((file) =>
    [...textOf(file).matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)].flatMap(([, names = ""]) =>
      names.split(",").map((name) =>
        name
          .trim()
          .replace(/^type .*/, "")
          .replace(/ as .*/, ""),
      ),
    ),
  );
}

/** The files of the library in which these names are made. */
function filesOf(names: readonly string[]): string[] {
  const index = textOf(join(library, "esm/index.mjs"));
  return [...index.matchAll(/import \{([^}]*)\} from "(\.[^"]+)"/g)].flatMap(([, all = "", file = ""]) =>
    all.split(",").some((name) => names.includes(name.trim().replace(/ as .*/, "")))
      ? [join(library, "esm", file)]
      : [],
  );
}

/** The names of the styles that files of the library need, with all that they import. */
function stylesOf(files: readonly string[]): string[] {
  const seen = new Set(files);
  for (const file of seen)
    for (const [, module = ""] of textOf(file).matchAll(/from "(\.[^"]+)"/g))
      seen.add(join(dirname(file), module));
  return [...seen].flatMap((file) => /([A-Za-z]+)\.module\.mjs$/.exec(file)?.[1] ?? []);
}

test("the styles of every component that pages show are loaded, in the library's order, and no others", () => {
  const whole = textOf(join(library, "styles.css"));
  const startOf = (name: string) =>
    whole.indexOf(
      textOf(join(library, `styles/${name}.css`))
        .trim()
        .slice(0, 80),
    );
  const needed = [
    ...new Set(["baseline", "default-css-variables", "global", ...stylesOf(filesOf(importedNames()))]),
  ];
  const loaded = [
    ...textOf(join(sources, "mantine-styles.ts")).matchAll(/core\/styles\/([\w-]+)\.layer\.css/g),
  ];
  expect(loaded.map(([, name]) => name)).toEqual(needed.sort((one, other) => startOf(one) - startOf(other)));
});
