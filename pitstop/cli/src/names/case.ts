import pluralize from "pluralize";

/** `topSpeed` → `top_speed`, by the same rule as MikroORM's UnderscoreNamingStrategy. */
export const snakeCase = (name: string): string => name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();

/** `topSpeed` → `top-speed`. */
export const kebabCase = (name: string): string => snakeCase(name).replaceAll("_", "-");

/** `topSpeed` → `TopSpeed`. */
export const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `price_in_eur`, `Price in EUR`, `price-in-eur` → `priceInEur`; empty where no letter is left. */
export function camelCase(text: string): string {
  const words = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .split(/[^a-zA-Z0-9]+/)
    .flatMap((word) => word.split(/(?<=[a-z0-9])(?=[A-Z])/))
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  const [first = "", ...others] = words;
  return (first + others.map(pascalCase).join("")).replace(/^\d+/, "");
}

/** `topSpeed` → `Top speed`: what people see. */
export function wordsOf(name: string): string {
  const words = snakeCase(name).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `carPart` → `carParts`; the last word alone changes. */
export const pluralOf = (name: string): string => pluralize.plural(name);

/** `cars` → `car`; a word that has no other form stays. */
export const singularOf = (name: string): string => pluralize.singular(name);

/** `a car`, `an engine`, `a url`, `an hour`: within a sentence. */
export const withArticle = (label: string): string =>
  `${soundsLikeVowel(label) ? "an" : "a"} ${label.charAt(0).toLowerCase()}${label.slice(1)}`;

/** Whether the word begins with the sound of a vowel: a unit, a user and a euro don't, an hour does. */
const soundsLikeVowel = (word: string): boolean =>
  /^(?:[aeiou]|hour|heir|honest|hono)/i.test(word) &&
  !/^(?:eu|ewe|one|once|u(?:ni(?!n|m)|s[aeu]|ti|r[aio]|rl|uid|bi))/i.test(word);

/** `1 value`, `2 values`, `1,024 cars`. */
export const counted = (count: number, one: string, many = pluralOf(one)): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
