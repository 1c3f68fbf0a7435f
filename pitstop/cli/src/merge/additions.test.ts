import { expect, test } from "vitest";
import { mergedAdditions } from "./additions.ts";
import { mergedText } from "./git.ts";
import { markedLines } from "./marked-lines.ts";

const base = `import { z } from "zod";

export const car = {
  name: z.string(),
  color: z.string(),
};
`;
const added = (text: string, from = base) => from.replace("};\n", `${text}};\n`);
const merged = (ours: string, theirs: string, from = base) => {
  const versions = { base: from, ours, theirs };
  return mergedAdditions(versions, mergedText(versions));
};

test("what both branches added at one place stays, ours first", () => {
  const price = "  price: z\n    .string()\n    .nullable(),\n";
  const seats = "  seats: z\n    .int()\n    .nullable(),\n";
  expect(merged(added(price), added(seats))).toEqual({ text: added(price + seats), resolved: 1 });
});

test("an import that both added is there once", () => {
  const from = 'import { z } from "zod";\n';
  const both = 'import { decimal } from "@pitstop/domain";\n';
  const ours = `${both}import { one } from "./one.ts";\n${from}`;
  const theirs = `${both}import { two } from "./two.ts";\n${from}`;
  expect(merged(ours, theirs, from)?.text).toBe(
    `${both}import { one } from "./one.ts";\nimport { two } from "./two.ts";\n${from}`,
  );
});

test("names that both import from one module are taken together, and one that either dropped goes", () => {
  const from = 'import { a, c, type T } from "x";\n';
  expect(
    merged('import { a, b, c, type T } from "x";\n', 'import { a, d, type T } from "x";\n', from),
  ).toEqual({
    text: 'import { a, b, d, type T } from "x";\n',
    resolved: 1,
  });
});

test.each([
  [
    "one name that both added with another meaning",
    added("  price: z.string(),\n"),
    added("  price: z.int(),\n"),
  ],
  [
    "a line that both changed",
    base.replace("name: z.string()", "name: z.int()"),
    base.replace("name: z.string()", "name: z.url()"),
  ],
  [
    "a line that one changed and the other removed",
    base.replace("  name: z.string(),\n", ""),
    base.replace("name: z.string()", "name: z.url()"),
  ],
  ["tests of one title", added('test("a car", () => 1);\n'), added('test("a car", () => 2);\n')],
])("%s is left to a person", (_, ours, theirs) => {
  const result = merged(ours, theirs);
  expect(result?.resolved).toBe(0);
  expect(markedLines(result?.text ?? "")).toHaveLength(1);
});

test("of several conflicts those that can be are resolved, and the others keep their place", () => {
  const ours = added("  price: z.string(),\n").replace("zod", "zod/v4");
  const theirs = added("  seats: z.int(),\n").replace("zod", "zod/mini");
  const result = merged(ours, theirs);
  expect(result?.resolved).toBe(1);
  expect(result?.text).toContain("  price: z.string(),\n  seats: z.int(),\n};\n");
  expect(markedLines(result?.text ?? "")).toEqual([1]);
});

test("a file that somebody edits already is left as it is", () => {
  const versions = { base, ours: added("  price: z.string(),\n"), theirs: added("  seats: z.int(),\n") };
  const now = mergedText(versions);
  expect(mergedAdditions(versions, now.replace("color", "paint"))).toBeUndefined();
  expect(mergedAdditions(versions, base)).toBeUndefined();
  const named = now.replace(/^(<{7}) .*$/m, "$1 HEAD").replace(/^(>{7}) .*$/m, "$1 feature/seats");
  expect(mergedAdditions(versions, named)).toMatchObject({ resolved: 1 });
  expect(mergedAdditions(versions, mergedText(versions, "--zdiff3"))).toMatchObject({ resolved: 1 });
});

test("a heading or a quotation is no conflict", () => {
  const [begin, middle, end] = ["<", "=", ">"].map((sign) => sign.repeat(7));
  expect(markedLines(`Title\n${middle}\n${begin} quoted\n`)).toEqual([]);
  expect(markedLines(`${begin} HEAD\n1\n${middle}\n2\n${end} other\n`)).toEqual([1]);
  expect(markedLines(`a\r\n${begin} HEAD\r\n1\r\n${middle}\r\n2\r\n${end} other\r\n`)).toEqual([2]);
});
