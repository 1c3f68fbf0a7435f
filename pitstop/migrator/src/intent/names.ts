import type { Node } from "libpg-query";
import type { ObjectKind, SchemaObject } from "../snapshot/index.ts";
import { type NewName, relations } from "./claim.ts";
import { createdTemporary, droppedUnqualified, isDroppedOnCommit } from "./temporary.ts";

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
  "database",
  "database setting",
  "role",
  "role membership",
  "role setting",
  "tablespace",
  "parameter",
  "security label",
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
  /** The latest first. */
  readonly #renamed: NewName[] = [];
  readonly #searchPathAtFirst: readonly string[];
  #searchPath: readonly string[];
  /** Relations of the session, which are found before those of any schema. */
  readonly #temporary = new Set<string>();

  constructor(objects: readonly SchemaObject[], searchPath: readonly string[]) {
    this.#objects = objects;
    this.#searchPathAtFirst = searchPath;
    this.#searchPath = searchPath;
  }

  /** A migration begins, in a session of its own. */
  begin(): void {
    this.search();
    this.#temporary.clear();
  }

  /** CREATE TEMP … and DROP: whether a name without a schema is that of a temporary relation. */
  follow(node: Node, isTransactional: boolean): void {
    const created = createdTemporary(node);
    if (created !== undefined && (isTransactional || !isDroppedOnCommit(node))) this.#temporary.add(created);
    for (const dropped of droppedUnqualified(node)) this.#temporary.delete(dropped);
  }

  /** `set search_path` in a migration; without schemas, RESET. */
  search(schemas: readonly string[] = this.#searchPathAtFirst): void {
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

  /** The name before the migration, with its schema; undefined for what has a name that something else had then. */
  before(kinds: readonly ObjectKind[], name: readonly string[]): string[] | undefined {
    let path = this.#qualified(kinds, name);
    for (const { kinds: renamed, from, to } of this.#renamed) {
      if (!isNamedAlike(kinds, path, renamed, to)) continue;
      if (startsWith(path, to)) path = [...from, ...path.slice(to.length)];
      else if (startsWith(path, from)) return undefined;
    }
    return path;
  }

  #qualified(kinds: readonly ObjectKind[], name: readonly string[], beside = name): string[] {
    if (kinds.includes("published table") && name.length === 2)
      return [...name.slice(0, 1), ...this.#qualified(["table"], name.slice(1))];
    if (kinds.every((kind) => WITHOUT_SCHEMA.includes(kind))) return [...name];
    const isWithin = kinds.some((kind) => WITHIN.includes(kind));
    const length = isWithin ? 3 : 2;
    if (name.length >= length) return name.slice(-length);
    const isRelation = isWithin || kinds.some((kind) => relations.includes(kind));
    if (isRelation && this.#temporary.has(name[0] ?? "")) return ["pg_temp", ...name];
    const owners = isWithin ? undefined : kinds;
    const schema = this.#searchPath.find((candidate) =>
      this.#has([candidate, ...beside].slice(0, 2), owners),
    );
    return [schema ?? this.#searchPath[0] ?? "public", ...name];
  }

  /** Whether there is something of that name: of these kinds, or else something that columns and the like belong to. */
  #has(path: readonly string[], kinds: readonly ObjectKind[] = OWNERS): boolean {
    const [schema, name = ""] = path;
    return (
      this.#objects.some(
        (object) =>
          kinds.includes(object.kind) &&
          object.path[0] === schema &&
          (object.path[1] === name || object.path[1]?.startsWith(`${name}(`)),
      ) ||
      this.#renamed.some(
        (renamed) => kinds.some((kind) => renamed.kinds.includes(kind)) && startsWith(renamed.to, path),
      )
    );
  }
}

/** What columns, constraints, triggers and the like belong to. */
const OWNERS: readonly ObjectKind[] = ["table", "view", "materialized view", "type", "domain"];

/** Whether a path names the renamed thing, or something within it, rather than another kind of thing of the same name. */
function isNamedAlike(
  kinds: readonly ObjectKind[],
  path: readonly string[],
  renamed: readonly ObjectKind[],
  { length }: readonly string[],
): boolean {
  if (path.length <= length) return kinds.some((kind) => renamed.includes(kind));
  if (renamed.includes("schema")) return !kinds.every((kind) => WITHOUT_SCHEMA.includes(kind));
  if (renamed.includes("publication")) return kinds.some((kind) => kind.startsWith("published "));
  if (renamed.includes("foreign server")) return kinds.includes("user mapping");
  return renamed.some((kind) => OWNERS.includes(kind)) && kinds.some((kind) => WITHIN.includes(kind));
}

const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.length <= path.length && start.every((part, index) => part === path[index]);
