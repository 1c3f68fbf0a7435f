import { lossComment } from "@pitstop/lint";
import { type Difference, qualifiedName, type SchemaObject } from "../snapshot/index.ts";
import { type Act, type Claim, isPermitted } from "./claim.ts";
import { isNamedBy, isSame } from "./named-by.ts";

/** A difference that a statement of a migration asks for by name. */
export interface AllowedDifference {
  readonly difference: Difference;
  readonly migration: string;
  /** What the comment above the statement says; undefined where none is needed. */
  readonly reason: string | undefined;
}

export interface Judgment {
  readonly allowed: readonly AllowedDifference[];
  readonly refused: readonly Difference[];
}

/**
 * Parts what is gone or different into what the migrations name themselves and the rest. Going up, rows and values go
 * only where a comment gives the reason; going down takes away what `up` brought, which is what a person asks for.
 */
export function judge(
  differences: readonly Difference[],
  claims: readonly Claim[],
  objects: readonly SchemaObject[],
): Judgment {
  const scope = new Scope(objects, claims.filter(isPermitted));
  // The same part may be one of two columns.
  const judged = new Map(differences.flatMap((difference) => judgedParts(difference, scope)));
  return {
    allowed: [...judged].flatMap(([difference, claim]) =>
      claim ? [{ difference, migration: claim.migration, reason: claim.reason }] : [],
    ),
    refused: [...judged].flatMap(([difference, claim]) => (claim ? [] : [difference])),
  };
}

/** What nobody names as a whole may be named by partition: each is judged by itself then. */
function judgedParts(difference: Difference, scope: Scope): (readonly [Difference, Claim | undefined])[] {
  const claim = scope.claimFor(difference);
  if (claim || !("parts" in difference)) return [[difference, claim]];
  const parts = (difference.parts ?? []).map((part) => [part, scope.claimFor(part)] as const);
  return parts.some(([, ofPart]) => ofPart !== undefined) ? parts : [[difference, undefined]];
}

/** The comment that would allow a difference, ready to paste. */
export function allowingComment({ what, object }: Difference): string {
  return lossComment(what === "rows" ? "rows" : object.kind, qualifiedName(object.path));
}

/** What follows the owner, the schema and the persistence of the table that it belongs to. */
const FOLLOWING = ["owner", "rights", "schema", "persistence"];

/** What claims reach: an object, and with a drop everything that belongs to it. */
class Scope {
  readonly #objects: ReadonlyMap<string, SchemaObject>;
  readonly #claims: readonly Claim[];
  /** The claims that name an object, by its id: each object is looked for once. */
  readonly #naming = new Map<string, readonly Claim[]>();

  constructor(objects: readonly SchemaObject[], claims: readonly Claim[]) {
    this.#objects = new Map(objects.map((object) => [object.id, object]));
    this.#claims = claims;
  }

  claimFor(difference: Difference): Claim | undefined {
    const { object } = difference;
    const drop = this.#find(
      object,
      this.#originals(object).flatMap((each) => [each, ...this.#ancestors(each)]),
      ["drop"],
    );
    if (drop) return drop;
    if (difference.what === "gone") return undefined;
    if (difference.what === "changed") {
      for (const original of this.#originals(object)) {
        const claim = this.#claimForChange(object, original, difference.property);
        if (claim) return claim;
      }
      return undefined;
    }
    return difference.what === "rows" ? this.#claimForRows(difference) : this.#claimForValues(difference);
  }

  #claimForRows({ object, before, after, moved }: Extract<Difference, { what: "rows" }>): Claim | undefined {
    const acts = after < before ? (["delete"] as const) : (["delete", "insert"] as const);
    return (
      this.#find(object, [object], acts) ??
      this.#ofStatement(object, this.#bases(object), acts) ??
      // A partition that is new: of one that was there before, what it had is known.
      (before === 0 ? this.#find(object, [object], ["grow"]) : undefined) ??
      (moved ? this.#claimForMoved(moved) : undefined)
    );
  }

  /** Each partition with rows must be named, or one that it is a part of. */
  #claimForMoved(moved: readonly string[]): Claim | undefined {
    const claims = this.#known(moved).map((partition) =>
      this.#find(partition, [partition, ...this.#bases(partition)], ["detach", "attach"]),
    );
    return claims.includes(undefined) ? undefined : claims[0];
  }

  /**
   * What statements say of a table is true of those that inherit from it and of its partitions, without ONLY. A comment
   * speaks of the table that it names: it may permit that partitions leave it, and not that those lose their rows.
   */
  #ofStatement(of: SchemaObject, bases: readonly SchemaObject[], acts: readonly Act[]): Claim | undefined {
    for (const base of bases) {
      const claim = this.#claimsOn(base).find(
        (each) => acts.includes(each.act) && each.isOnly === false && !this.#hadLeft(of, base, each),
      );
      if (claim) return claim;
    }
    return undefined;
  }

  /** The tables that a table inherits from, or is a partition of. */
  #bases({ bases = [] }: SchemaObject): SchemaObject[] {
    return this.#known(bases).flatMap((base) => [base, ...this.#bases(base)]);
  }

  /** `object` is the one that changed, or what that is a copy of. */
  #claimForChange(of: SchemaObject, object: SchemaObject, property: string): Claim | undefined {
    const ancestors = this.#ancestors(object);
    return (
      this.#find(of, [object], ["change"], property) ??
      // What is made of a column is printed and kept in another way when its type changes.
      this.#find(of, this.#known(object.columns), ["retype"]) ??
      (FOLLOWING.includes(property) ? this.#find(of, ancestors, ["change"], property) : undefined) ??
      // The identity of a column, or pg_get_serial_sequence
      (object.kind === "sequence"
        ? this.#find(of, this.#known(object.columns), ["count"], property)
        : undefined) ??
      // TRUNCATE … RESTART IDENTITY
      (property === "position" ? this.#find(of, ancestors, ["delete"]) : undefined) ??
      this.#claimForNotNull(object, property)
    );
  }

  #claimForValues({ object, isMove, key }: Extract<Difference, { what: "values" }>): Claim | undefined {
    const table = (object.kind === "column" ? this.#known(object.parents)[0] : undefined) ?? object;
    return (
      // What is generated follows from the columns that it is generated from.
      this.#find(object, [object, ...this.#known(object.columns)], ["values"]) ??
      this.#ofStatement(object, this.#originals(object).slice(1), ["values"]) ??
      this.#find(object, [object, table], ["delete"]) ??
      this.#ofStatement(object, this.#bases(table), ["delete"]) ??
      // With new keys, the same values are in other rows.
      (isMove ? this.#find(object, this.#known(key), ["values"]) : undefined)
    );
  }

  /** From PostgreSQL 18 on, that a column is required is a constraint with a name; that a domain is, from 17 on. */
  #claimForNotNull({ kind, path, notNull }: SchemaObject, property: string): Claim | undefined {
    const isComment = property === "comment on not null";
    if (!notNull || !(isComment || property.startsWith("required"))) return undefined;
    const constraint = [...(kind === "domain" ? path : path.slice(0, -1)), notNull];
    return this.#claims.find(
      ({ act, kinds, name, properties }) =>
        (act === "drop" || (isComment && properties?.includes("comment"))) &&
        kinds.includes("constraint") &&
        isSame(constraint, name),
    );
  }

  #find(
    of: SchemaObject,
    objects: readonly SchemaObject[],
    acts: readonly Act[],
    property?: string,
  ): Claim | undefined {
    for (const object of objects) {
      const claim = this.#claimsOn(object).find(
        (each) =>
          acts.includes(each.act) &&
          (property === undefined || each.properties === undefined || each.properties.includes(property)) &&
          !this.#hadLeft(of, object, each),
      );
      if (claim) return claim;
    }
    return undefined;
  }

  /** Whether a statement about one object came when the table of the other one was no part of it anymore. */
  #hadLeft(of: SchemaObject, named: SchemaObject, { left = [] }: Claim): boolean {
    if (left.length === 0 || of === named) return false;
    const isIn = (object: SchemaObject, table: readonly string[]) =>
      [object, ...this.#ancestors(object)].some(({ path }) => isSame(path, table));
    return left.some((table) => isIn(of, table) && !isIn(named, table));
  }

  /** The object itself, then what it is a copy of: what is done to a parent table is done to those that inherit. */
  #originals(object: SchemaObject): SchemaObject[] {
    return [object, ...this.#known(object.origins ?? []).flatMap((origin) => this.#originals(origin))];
  }

  #ancestors({ parents }: SchemaObject): SchemaObject[] {
    return this.#known(parents).flatMap((parent) => [parent, ...this.#ancestors(parent)]);
  }

  #known(ids: readonly string[]): SchemaObject[] {
    return ids.flatMap((id) => this.#objects.get(id) ?? []);
  }

  #claimsOn(object: SchemaObject): readonly Claim[] {
    const known = this.#naming.get(object.id);
    if (known) return known;
    const found = this.#claims.filter((claim) => isNamedBy(object, claim));
    this.#naming.set(object.id, found);
    return found;
  }
}
