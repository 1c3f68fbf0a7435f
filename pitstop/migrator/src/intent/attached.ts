import { nodeOf, nodesOf } from "@pitstop/lint/sql";
import type { Node } from "libpg-query";
import type { SchemaObject } from "../snapshot/index.ts";
import type { NewName, Stated } from "./claim.ts";
import type { Names } from "./names.ts";
import { relationName } from "./object-name.ts";

interface Child {
  /** As the migration calls it. */
  readonly name: readonly string[];
  /** What it was called before the migration. */
  readonly before: readonly string[];
}

/**
 * Tables that a migration attaches to others: what it says of those afterward, it says of these too. Of one that has
 * left the other, it says nothing anymore.
 */
export class Attached {
  /** By the name of the parent before the migration. */
  readonly #children = new Map<string, Child[]>();
  /** The partitions and heirs that a table had before: what reaches those is known of each. */
  readonly #hadBefore = new Map<string, (readonly string[])[]>();
  /** By its name before the migration: a table that has left another. */
  readonly #left = new Map<string, readonly string[]>();

  constructor(objects: readonly SchemaObject[]) {
    const paths = new Map(objects.map(({ id, path }) => [id, path]));
    for (const { path, bases = [] } of objects) {
      for (const base of bases) {
        const key = keyOf(paths.get(base) ?? []);
        this.#hadBefore.set(key, [...(this.#hadBefore.get(key) ?? []), path]);
      }
    }
  }

  /** The tables that had left others by now, with what is below them, by their names before the migration. */
  left(): (readonly string[])[] {
    const withBelow = (path: readonly string[]): (readonly string[])[] => [
      path,
      ...(this.#hadBefore.get(keyOf(path)) ?? []).flatMap(withBelow),
    ];
    return [...this.#left.values()].flatMap(withBelow);
  }

  /** ATTACH and DETACH PARTITION, INHERIT and NO INHERIT, which name both. */
  follow(node: Node, names: Names): void {
    const alter = nodeOf(node, "AlterTableStmt");
    const relation = relationName(alter?.relation);
    for (const { subtype, def } of nodesOf(alter?.cmds, "AlterTableCmd")) {
      if (subtype === "AT_AttachPartition")
        this.#add(relation, relationName(nodeOf(def, "PartitionCmd")?.name), names);
      if (subtype === "AT_AddInherit") this.#add(relationName(nodeOf(def, "RangeVar")), relation, names);
      if (subtype === "AT_DetachPartition")
        this.#leave(relationName(nodeOf(def, "PartitionCmd")?.name), names);
      if (subtype === "AT_DropInherit") this.#leave(relation, names);
    }
  }

  /** The same, said of each table that was attached to the one that it is about; `path` is the name before the migration. */
  alsoStated(stated: Stated, path: readonly string[]): (readonly string[])[] {
    const isInherited = path.length > 2 || stated.act === "delete" || stated.act === "insert";
    if (stated.isOnly === true || !isInherited) return [];
    return this.#below(path).map(({ before }) => [...before, ...path.slice(2)]);
  }

  /** The new names that parts of attached tables get with those of the table that they were attached to. */
  alsoRenamed({ kinds, from, to }: NewName, path: readonly string[]): NewName[] {
    if (path.length <= 2) return [];
    return this.#below(path).map(({ name }) => ({
      kinds,
      from: [...name, ...from.slice(-1)],
      to: [...name, ...to.slice(-1)],
    }));
  }

  #add(parent: readonly string[], name: readonly string[], names: Names): void {
    const above = names.before(["table"], parent);
    const before = names.before(["table"], name);
    if (!above || !before) return;
    this.#left.delete(keyOf(before));
    const key = keyOf(above);
    this.#children.set(key, [...(this.#children.get(key) ?? []), { name, before }]);
  }

  #leave(name: readonly string[], names: Names): void {
    const before = names.before(["table"], name);
    if (!before) return;
    this.#left.set(keyOf(before), before);
    for (const [parent, children] of this.#children)
      this.#children.set(
        parent,
        children.filter((child) => keyOf(child.before) !== keyOf(before)),
      );
  }

  #below(path: readonly string[]): Child[] {
    const key = keyOf(path.slice(0, 2));
    const attached = this.#children.get(key) ?? [];
    return [
      ...attached.flatMap((child) => [child, ...this.#below(child.before)]),
      ...(this.#hadBefore.get(key) ?? [])
        .filter((child) => !this.#left.has(keyOf(child)))
        .flatMap((child) => this.#below(child)),
    ];
  }
}

const keyOf = (path: readonly string[]): string => JSON.stringify(path);
