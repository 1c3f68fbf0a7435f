// Lines that a person may have to look at, because they name what an operation changes.
import { parseSync } from "oxc-parser";
import type { CodeReference } from "../plan.ts";
import { domainPattern, wordPattern } from "./name-patterns.ts";

/**
 * Lines of code, and of code in documents, that name something in files that name its domain too, by one of `names`:
 * what a person may have to look at, texts first. Comments and prose don't count, and neither does the domain's own
 * statement. With `isCompiled`, names in code don't either: the compiler says where they are wrong, and others mean
 * something else.
 */
export function mentions(
  files: ReadonlyMap<string, string>,
  words: readonly string[],
  names: readonly string[],
  { isCompiled = false } = {},
): CodeReference[] {
  const found: CodeReference[] = [];
  const name = wordPattern(words);
  const beside = domainPattern(names);
  for (const [path, text] of files) {
    if (!isHandWritten(path) || !(name.test(text) && beside.test(text))) continue;
    const isDocument = path.endsWith(".md");
    const code = isDocument ? codeOfDocument(text) : withoutComments(path, text);
    if (!beside.test(code)) continue;
    const [lines, texts] = [text.split("\n"), isDocument ? [] : textsOf(code).split("\n")];
    for (const [index, line] of code.split("\n").entries()) {
      if (!name.test(line)) continue;
      const kind = isDocument ? "document" : name.test(texts[index] ?? "") ? "text" : "code";
      if (kind === "code" && isCompiled && COMPILED.test(path)) continue;
      const stands = (lines[index] ?? "").trim().slice(0, 160);
      found.push({ path, line: index + 1, text: stands, kind, isCarried: false });
    }
  }
  return found.toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
}

/** What the type check of a rename reads. */
const COMPILED = /^(apps|packages|bench|scripts)\/.*\.tsx?$/;

const kinds: readonly CodeReference["kind"][] = ["sql", "text", "code", "document"];

/** A code of as many lines in which only texts without blanks are left: `"color"`, `"/cars?color=red"`. */
function textsOf(code: string): string {
  const blank = code.replace(/[^\n]/g, " ");
  return [...code.matchAll(/(["'`])[^\s"'`]*\1/g)].reduce(
    (result, { 0: literal, index }) =>
      result.slice(0, index) + literal + result.slice(index + literal.length),
    blank,
  );
}

/** Packages that work for any domain tell of cars in examples; a domain's statements are edited by the operations. */
export const isHandWritten = (path: string): boolean =>
  /\.([cm]?[jt]sx?|md)$/.test(path) &&
  !path.includes("/migrations/") &&
  !/^(pitstop|docs)\//.test(path) &&
  !/^packages\/(types\/src|db\/src\/entities)\/[\w-]+(?<!\.test)\.ts$/.test(path);

/** Blocks between fences, and what stands between backquotes in a line. */
function codeOfDocument(text: string): string {
  let isBlock = false;
  return text
    .split("\n")
    .map((line) => {
      if (line.startsWith("```")) {
        isBlock = !isBlock;
        return "";
      }
      return isBlock ? line : [...line.matchAll(/`[^`]+`/g)].join(" ");
    })
    .join("\n");
}

function withoutComments(path: string, text: string): string {
  const { comments } = parseSync(path, text);
  return comments.reduce(
    (code, { start, end }) =>
      code.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, " ") + code.slice(end),
    text,
  );
}
