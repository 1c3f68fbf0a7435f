// Hand-written code that names what an operation renames or removes.
import { lineAt } from "../edit/source.ts";
import { RefusedError } from "../errors.ts";
import { seedsFolder } from "../layers/paths.ts";
import { kebabCase } from "../names/case.ts";
import type { CodeReference } from "../plan.ts";
import { isHandWritten } from "./mentions.ts";
import { domainPattern, wordPattern } from "./name-patterns.ts";
import {
  everyPlace,
  keysIn,
  type Place,
  placesOf,
  propertyNames,
  type Renames,
  replaced,
} from "./renamed-places.ts";
import { type CompileError, TypeCheck } from "./type-check.ts";
import type { Workspace } from "./workspace.ts";

const MAX_ROUNDS = 8;
/** As many files as are looked at that name the attribute and not its domain: a hook of another file may give its records. */
const MAX_OTHERS = 40;
const MAX_SHOWN = 20;
const MAX_MESSAGE = 140;

/** What became of the code around an operation. */
export interface Carried {
  /** All texts, with the references carried along. */
  readonly files: ReadonlyMap<string, string>;
  readonly references: readonly CodeReference[];
  /** Where code has a name of which no type says whether it is the old one. */
  readonly untyped: readonly CodeReference[];
}

/** Where code means the domain: its name, all names that code has for it, its attributes, and its own folder. */
interface Surroundings {
  readonly domain: string;
  readonly attributes: readonly string[];
  readonly beside: readonly string[];
  readonly ownFolder: string;
}

/**
 * Carries renames into the code that no longer compiles with the new names: a place is changed where the compiler
 * refuses exactly the old name and takes the new one; in a file where that is not enough, every name and text that is
 * the old name, if the file compiles then. Throws RefusedError CODE_REFERS where something is left.
 */
export function carryRenames(
  before: Workspace,
  after: ReadonlyMap<string, string>,
  renames: Renames,
  { domain, attributes, beside, ownFolder }: Surroundings,
): Carried {
  const carried = new CarriedFiles(after);
  // The records that a domain begins with are objects of no type: nobody else says that a key of theirs has gone.
  carried.carry(keysIn(carried.files, `${seedsFolder}/${kebabCase(domain)}.ts`, renames));
  const near = filesThatName(after, [...renames.keys()], beside);
  const others = filesThatName(after, [...renames.keys()]).filter((path) => !near.includes(path));
  const paths = others.length > MAX_OTHERS ? near : [...near, ...others];
  if (paths.length === 0) return carried;
  const check = new TypeCheck(before);
  const newErrors = (of: readonly string[]) => errorsSince(before, check, carried.files, of);
  try {
    const errors = carryCompiled(carried, paths, renames, newErrors);
    if (errors.length > 0) throw codeRefers(before, after, errors, "does not compile with the new name");
    const tests = paths.filter((path) => path.startsWith(`${ownFolder}/`) && /\.test\.tsx?$/.test(path));
    for (const path of tests) carryTest(carried, path, renames, newErrors);
    const ofDomain = new Set(attributes);
    const untyped = near
      .filter(mayMean)
      .flatMap((path) => untypedIn(carried, path, renames, check, ofDomain));
    return { files: carried.files, references: carried.references, untyped };
  } finally {
    check.close();
  }
}

/** All texts, and which places in them were changed. */
class CarriedFiles implements Carried {
  readonly files: Map<string, string>;
  readonly references: CodeReference[] = [];
  readonly untyped: readonly CodeReference[] = [];

  constructor(after: ReadonlyMap<string, string>) {
    this.files = new Map(after);
  }

  carry(places: readonly Place[]): void {
    for (const [path, found] of Map.groupBy(places, (place) => place.path)) {
      const text = this.files.get(path) ?? "";
      this.references.push(...found.map(({ start }) => referenceAt(path, text, start, true)));
      this.files.set(path, replaced(text, found));
    }
  }
}

type NewErrors = (paths: readonly string[]) => CompileError[];

/** Carries what the compiler complains about. Returns what it complained about where that was not enough. */
function carryCompiled(
  carried: CarriedFiles,
  paths: readonly string[],
  renames: Renames,
  newErrors: NewErrors,
): readonly CompileError[] {
  let errors = newErrors(paths);
  for (let round = 0; round < MAX_ROUNDS && errors.length > 0; round++) {
    const places = errors.flatMap((error) => placesOf(carried.files, error, renames));
    if (places.length === 0) break;
    carried.carry(places);
    errors = newErrors(pathsOf(errors));
  }
  if (errors.length === 0) return [];
  // What is left is wrong at another place than where the name stands, such as a list of names that is used below.
  carried.carry(pathsOf(errors).flatMap((path) => everyPlace(carried.files, path, renames)));
  // Other files may rely on what the name meant there.
  return newErrors(paths).length > 0 ? errors : [];
}

/** A domain's own test names the attribute in objects of no type, such as `toMatchObject({ … })`. */
function carryTest(carried: CarriedFiles, path: string, renames: Renames, newErrors: NewErrors): void {
  const text = carried.files.get(path) ?? "";
  const places = everyPlace(carried.files, path, renames);
  carried.files.set(path, replaced(text, places));
  if (newErrors([path]).length > 0) carried.files.set(path, text);
  else carried.references.push(...places.map(({ start }) => referenceAt(path, text, start, true)));
}

/** Names of properties of which no type says whether they are meant: the compiler has no word for them. */
function untypedIn(
  { files }: CarriedFiles,
  path: string,
  renames: Renames,
  check: TypeCheck,
  attributes: ReadonlySet<string>,
): CodeReference[] {
  const places = propertyNames(files, path, renames);
  if (places.length === 0) return [];
  const text = files.get(path) ?? "";
  return check.untyped(files, path, places, attributes).map((start) => referenceAt(path, text, start, false));
}

/** Measurements have tables of their own. */
const mayMean = (path: string): boolean => isHandWritten(path) && !path.startsWith("bench/");

/** A name where code can mean an attribute or a domain: behind a point, as a key, in an object or an export, as a text. */
const memberPattern = (names: readonly string[]): RegExp => {
  const name = `(?:${names.map((word) => word.replace(/[^\w]/g, "\\$&")).join("|")})`;
  return new RegExp(
    `[.]${name}\\b|(?<![\\w$.])${name}\\??\\s*[:(]|[{,]\\s*${name}\\s*(?:[,}]|as\\b)|["']${name}["']`,
  );
};

/**
 * Code that could be concerned: it has the name in its text, and that of the domain (`car`, `Car`, `cars`) where this is
 * asked for. Whatever isn't looked at is left to the type check of the whole workspace after the edits.
 */
function filesThatName(
  after: ReadonlyMap<string, string>,
  names: readonly string[],
  beside?: readonly string[],
): string[] {
  const pattern = wordPattern(names);
  const member = memberPattern(names);
  const domain = beside ? domainPattern(beside) : /(?:)/;
  return [...after]
    .filter(([path]) => /^(apps|packages|bench|scripts)\/.*\.tsx?$/.test(path))
    .filter(
      ([path, text]) =>
        !path.includes("/migrations/") && pattern.test(text) && member.test(text) && domain.test(text),
    )
    .map(([path]) => path);
}

const pathsOf = (errors: readonly CompileError[]): string[] => [...new Set(errors.map(({ path }) => path))];

const keyOf = ({ path, message }: CompileError): string => `${path}: ${message}`;

/** The errors that were not there before: the check looks at single files, without their packages' own settings. */
function errorsSince(
  before: Workspace,
  check: TypeCheck,
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
): CompileError[] {
  const errors = check.errors(files, paths);
  if (errors.length === 0) return [];
  const known = new Set(check.errors(before.files, pathsOf(errors)).map(keyOf));
  return errors.filter((error) => !known.has(keyOf(error)));
}

function referenceAt(path: string, text: string, offset: number, isCarried: boolean): CodeReference {
  const line = lineAt(text, offset);
  return {
    path,
    line,
    text: (text.split("\n")[line - 1] ?? "").trim().slice(0, 160),
    kind: "code",
    isCarried,
  };
}

function codeRefers(
  before: Workspace,
  after: ReadonlyMap<string, string>,
  errors: readonly CompileError[],
  what: string,
) {
  const places = errors.map(({ path, start, message }) => {
    const text = after.get(path) ?? before.files.get(path) ?? "";
    return `${path}:${lineAt(text, start)}: ${message.slice(0, MAX_MESSAGE)}`;
  });
  const shown = [...new Set(places)].slice(0, MAX_SHOWN);
  const more = new Set(places).size - shown.length;
  return new RefusedError(
    "CODE_REFERS",
    `Code ${what}:\n${shown.map((place) => `  ${place}`).join("\n")}${more > 0 ? `\n  and ${more} more` : ""}`,
    "Nothing was written. Change this code first.",
  );
}
