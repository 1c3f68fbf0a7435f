import { pascalCase, pluralOf } from "../names/case.ts";

/** Any of the words, as a whole. */
export const wordPattern = (words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\w$])(${words.map((word) => word.replace(/[^\w]/g, "\\$&")).join("|")})(?![\\w$])`);

/** A domain's name in code: `car`, `Car`, `cars`, `CarEntity`, `api.call.car`; no part of another word. */
export const domainPattern = (names: readonly string[]): RegExp =>
  new RegExp(
    names.map((name) => `(?<![A-Za-z])(?:${name}|${pascalCase(name)}|${pluralOf(name)})(?![a-z])`).join("|"),
  );
