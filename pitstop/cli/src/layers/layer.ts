// What every layer of a domain answers, in the same order. A new layer is one file here, and an entry in index.ts.
import type { Attribute } from "../attribute-types/attribute.ts";
import type { LayerName } from "../plan.ts";
import type { Draft } from "../plans/draft.ts";
import type { Domain } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { OnDelete } from "./entity/entity-edit.ts";
import type { Finding } from "./finding.ts";
import type { NewDomain } from "./new-domain.ts";

export interface Layer {
  readonly name: LayerName;
  /** The files that have what this layer alone says of a domain; lists that all domains share are not among them. */
  read(workspace: Workspace, domain: Domain): readonly string[];
  /** Writes a new domain. */
  add(draft: Draft, domain: NewDomain, why: string): void;
  /** Takes a domain out, and what the layer says of it in other domains. */
  remove(draft: Draft, domain: Domain, why: string): void;
  /** Gives a domain another name, in what other domains say of it too. */
  rename(draft: Draft, domain: Domain, to: NewName, why: string): void;
  /** Changes one of a domain's attributes or relations. */
  change(draft: Draft, domain: Domain, change: MemberChange, why: string): void;
  /** Where the layer doesn't say what the shared types say. */
  check(domain: Domain, workspace: Workspace): readonly Finding[];
}

/** A domain's new name, and every name in code that follows from it: `Car` → `Vehicle`, `carRouter` → `vehicleRouter`. */
export interface NewName {
  readonly name: string;
  readonly plural: string;
  readonly names: ReadonlyMap<string, string>;
}

export type StoredAttribute = Attribute & { readonly column: string };

/** What becomes of an attribute or a relation. */
export type MemberChange =
  | { readonly kind: "add attribute"; readonly attribute: Attribute }
  | { readonly kind: "remove attribute"; readonly attribute: StoredAttribute }
  | {
      readonly kind: "rename attribute";
      readonly attribute: StoredAttribute;
      readonly to: string;
      readonly column: string;
      readonly label: string;
    }
  | {
      readonly kind: "restate attribute";
      readonly before: StoredAttribute;
      readonly after: Attribute;
      readonly column: string;
    }
  | { readonly kind: "add relation"; readonly relation: NewRelation; readonly other: Domain }
  | { readonly kind: "remove relation"; readonly relation: string; readonly column: string };

/** A relation as it is to be. */
export interface NewRelation {
  readonly name: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly onDelete: OnDelete;
  readonly label?: string | undefined;
}

/** A layer that follows from the shared types in what a domain's attributes and relations are. */
export const derived: Pick<Layer, "change" | "check"> = {
  change: () => undefined,
  check: () => [],
};
