import pluralize from "pluralize";

/** `topSpeed` → `top_speed`, by the same rule as MikroORM's UnderscoreNamingStrategy. */
export const snakeCase = (name: string): string => name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();

/** `topSpeed` → `top-speed`. */
export const kebabCase = (name: string): string => snakeCase(name).replaceAll("_", "-");

/** `topSpeed` → `TopSpeed`. */
export const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `topSpeed` → `Top speed`: what people see. */
export function wordsOf(name: string): string {
  const words = snakeCase(name).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `carPart` → `carParts`; the last word alone changes. */
export const pluralOf = (name: string): string => pluralize.plural(name);

/** `cars` → `car`; a word that has no other form stays. */
export const singularOf = (name: string): string => pluralize.singular(name);

/** `a car`, `an engine`: within a sentence. */
export const withArticle = (label: string): string =>
  `${/^[aeiou]/i.test(label) ? "an" : "a"} ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
