import type { ObjectKind, SchemaObject } from "../snapshot/index.ts";
import type { NewName } from "./claim.ts";

/** Kinds whose names have no schema. */
const WITHOUT_SCHEMA: readonly ObjectKind[] = [
  "schema",
  "extension",
  "publication",
  "published table",
  "published schema",
  "large object",
  "event trigger",
  "foreign-data wrapper",
  "foreign server",
  "user mapping",
  "subscription",
  "cast",
  "language",
  "transform",
  "access method",
  "default privilege",
  "database setting",
];

/** Kinds whose names are below the name of a table or a type. */
const WITHIN: readonly ObjectKind[] = [
  "column",
  "attribute",
  "constraint",
  "trigger",
  "rule",
  "policy",
  "enum value",
];

/** Finds what the names of a migration were before it: in which schema, and before it renamed anything. */
export class Names {
  readonly #objects: readonly SchemaObject[];
  readonly #renamed: NewName[] = [];
  #searchPath: readonly string[];

  constructor(objects: readonly SchemaObject[], searchPath: readonly string[]) {
    this.#objects = objects;
    this.#searchPath = searchPath;
  }

  /** `set search_path` in a migration. */
  search(schemas: readonly string[]): void {
    this.#searchPath = schemas;
  }

  /** Whatever is called `to` from now on was called `from`. */
  rename({ kinds, from, to }: NewName): void {
    this.#renamed.unshift({
      kinds,
      from: this.#qualified(kinds, from),
      to: this.#qualified(kinds, to, from),
    });
  }

  /** The name before the migration, with its schema. */
  before(kinds: readonly ObjectKind[], name: readonly string[]): string[] {
    return this.#renamed.reduce<string[]>(
      (path, { from, to }) => (startsWith(path, to) ? [...from, ...path.slice(to.length)] : path),
      this.#qualified(kinds, name),
    );
  }

  #qualified(kinds: readonly ObjectKind[], name: readonly string[], beside = name): string[] {
    if (kinds.every((kind) => WITHOUT_SCHEMA.includes(kind))) return [...name];
    const length = kinds.some((kind) => WITHIN.includes(kind)) ? 3 : 2;
    if (name.length >= length) return name.slice(-length);
    const schema = this.#searchPath.find((candidate) => this.#has([candidate, ...beside].slice(0, 2)));
    return [schema ?? this.#searchPath[0] ?? "public", ...name];
  }

  #has(path: readonly string[]): boolean {
    const [schema, name = ""] = path;
    return (
      this.#objects.some(
        (object) =>
          object.path[0] === schema && (object.path[1] === name || object.path[1]?.startsWith(`${name}(`)),
      ) || this.#renamed.some(({ to }) => startsWith(to, path))
    );
  }
}

const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.length <= path.length && start.every((part, index) => part === path[index]);
