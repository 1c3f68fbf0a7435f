import { RULE_SETTINGS, type RuleSetting } from "../chosen-rules.ts";
import { FLAVOR_NAMES, type FlavorName } from "../flavors/advice.ts";
import { LintError } from "../lint-error.ts";
import { didYouMean } from "../nearest-name.ts";
import { rulesNamed } from "../rule-names.ts";
import { parseServerVersion, type ServerVersion } from "../server-version.ts";

/** What `pitstop-lint.json` may say. */
export interface Config {
  readonly serverVersion?: ServerVersion;
  readonly flavor?: FlavorName;
  /** Relative to the folder of the file. */
  readonly paths?: readonly string[];
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly startAfter?: string;
  readonly transaction?: boolean;
}

type Readers = { readonly [Key in keyof Config]-?: (value: unknown, at: Place) => Config[Key] };

/** Where in which file a value is. */
interface Place {
  readonly file: string;
  readonly key: string;
}

const readers: Readers = {
  serverVersion: (value, at) => {
    const text = typeof value === "number" && Number.isInteger(value) ? String(value) : value;
    const version =
      typeof text === "string" && /^\d+(\.\d+)?$/.test(text) ? parseServerVersion(text) : undefined;
    return version ?? refuse(at, value, 'a major version, as in 16, or a version in quotes, as in "14.2"');
  },
  flavor: (value, at) => oneOf(FLAVOR_NAMES, value, at),
  paths: (value, at) => {
    const isList = Array.isArray(value) && value.length > 0 && value.every(isText);
    return isList
      ? value
      : refuse(at, value, 'a list of files, folders and patterns, as in ["prisma/migrations"]');
  },
  rules: (value, at) => {
    if (!isRecord(value))
      return refuse(at, value, 'rules and their settings, as in { "drop-column": "warning" }');
    return Object.fromEntries(
      Object.entries(value).map(([name, setting]) => {
        refuseUnknownRule(name, at);
        return [name, oneOf(RULE_SETTINGS, setting, { ...at, key: `rules.${name}` })];
      }),
    );
  },
  startAfter: (value, at) => (isText(value) ? value : refuse(at, value, "the name of a migration")),
  transaction: (value, at) => (typeof value === "boolean" ? value : refuse(at, value, "true or false")),
};

/** Throws LintError LINT_CONFIG_INVALID and LINT_RULE_UNKNOWN: nothing in the file is ignored. */
export function readConfig(text: string, file: string): Config {
  const written = parsed(text, file);
  const keys = Object.keys(readers);
  for (const key of Object.keys(written)) {
    if (!keys.includes(key))
      throw new LintError(
        "LINT_CONFIG_INVALID",
        `${file} has an unknown key "${key}".${didYouMean(key, keys)}`,
        `The keys are ${keys.join(", ")}.`,
      );
  }
  const read = <Key extends keyof Config>(key: Key) =>
    key in written ? { [key]: readers[key](written[key], { file, key }) } : {};
  return {
    ...read("serverVersion"),
    ...read("flavor"),
    ...read("paths"),
    ...read("rules"),
    ...read("startAfter"),
    ...read("transaction"),
  };
}

function parsed(text: string, file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    throw new LintError(
      "LINT_CONFIG_INVALID",
      `${file} isn't JSON: ${error instanceof Error ? error.message : String(error)}`,
      "Correct it.",
    );
  }
  throw new LintError(
    "LINT_CONFIG_INVALID",
    `${file} isn't a JSON object.`,
    'Write it as in { "paths": ["prisma/migrations"] }.',
  );
}

function oneOf<Name extends string>(names: readonly Name[], value: unknown, at: Place): Name {
  const found = names.find((name) => name === value);
  return found ?? refuse(at, value, `one of ${names.map((name) => `"${name}"`).join(", ")}`, names);
}

function refuse(
  { file, key }: Place,
  value: unknown,
  expected: string,
  names: readonly string[] = [],
): never {
  const meant = typeof value === "string" ? didYouMean(value, names) : "";
  throw new LintError(
    "LINT_CONFIG_INVALID",
    `"${key}" in ${file} is ${JSON.stringify(value)}.${meant}`,
    `It must be ${expected}.`,
  );
}

function refuseUnknownRule(name: string, { file }: Place): void {
  try {
    rulesNamed([name]);
  } catch (error) {
    if (!(error instanceof LintError)) throw error;
    throw new LintError(error.code, `"rules" in ${file}: ${error.message}`, error.hint, { cause: error });
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
