import { type Difference, qualifiedName, type SchemaObject } from "../snapshot/index.ts";
import { type Act, type Claim, isPermitted } from "./claim.ts";
import { lossComment } from "./loss-comment.ts";
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
  const judged = differences.map((difference) => ({ difference, claim: scope.claimFor(difference) }));
  return {
    allowed: judged.flatMap(({ difference, claim }) =>
      claim ? [{ difference, migration: claim.migration, reason: claim.reason }] : [],
    ),
    refused: judged.flatMap(({ difference, claim }) => (claim ? [] : [difference])),
  };
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
      this.#originals(object).flatMap((each) => [each, ...this.#ancestors(each)]),
      ["drop"],
    );
    if (drop) return drop;
    if (difference.what === "gone") return undefined;
    if (difference.what === "changed") {
      for (const original of this.#originals(object)) {
        const claim = this.#claimForChange(original, difference.property);
        if (claim) return claim;
      }
      return undefined;
    }
    if (difference.what === "rows") {
      const isFewer = difference.after < difference.before;
      return this.#find([object], isFewer ? ["delete"] : ["delete", "insert"]);
    }
    return this.#claimForValues(difference);
  }

  #claimForChange(object: SchemaObject, property: string): Claim | undefined {
    const ancestors = this.#ancestors(object);
    return (
      this.#find([object], ["change"], property) ??
      // What is made of a column is printed and kept in another way when its type changes.
      this.#find(this.#known(object.columns), ["retype"]) ??
      (FOLLOWING.includes(property) ? this.#find(ancestors, ["change"], property) : undefined) ??
      // The identity of a column, or pg_get_serial_sequence
      (object.kind === "sequence"
        ? this.#find(this.#known(object.columns), ["count"], property)
        : undefined) ??
      // TRUNCATE … RESTART IDENTITY
      (property === "position" ? this.#find(ancestors, ["delete"]) : undefined) ??
      (property === "required" ? this.#dropOfNotNull(object) : undefined)
    );
  }

  #claimForValues({ object, isMove, key }: Extract<Difference, { what: "values" }>): Claim | undefined {
    return (
      // What is generated follows from the columns that it is generated from.
      this.#find([object, ...this.#known(object.columns)], ["values"]) ??
      this.#find([object, ...this.#ancestors(object)], ["delete"]) ??
      // With new keys, the same values are in other rows.
      (isMove ? this.#find(this.#known(key), ["values"]) : undefined)
    );
  }

  #dropOfNotNull({ path, notNull }: SchemaObject): Claim | undefined {
    if (!notNull) return undefined;
    const constraint = [...path.slice(0, -1), notNull];
    return this.#claims.find(
      ({ act, kinds, name }) => act === "drop" && kinds.includes("constraint") && isSame(constraint, name),
    );
  }

  #find(objects: readonly SchemaObject[], acts: readonly Act[], property?: string): Claim | undefined {
    for (const object of objects) {
      const claim = this.#claimsOn(object).find(
        ({ act, properties }) =>
          acts.includes(act) &&
          (property === undefined || properties === undefined || properties.includes(property)),
      );
      if (claim) return claim;
    }
    return undefined;
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
