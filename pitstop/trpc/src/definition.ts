import type { RetiredEntry, StatedEntity } from "@pitstop/database";
import type { z } from "zod";
import type { Access } from "./access/rules.ts";
import type { ChangeLog } from "./changes/change-log.ts";
import type { ContractVersion } from "./contract/contract-version.ts";
import type { History } from "./contract/history.ts";
import type { RestDomain } from "./rest/operation.ts";

/** What the document of an API says of the API itself, for whoever reads it or generates a client from it. */
export interface About {
  readonly title: string;
  readonly contact: { readonly name: string };
  readonly license: { readonly name: string; readonly identifier: string };
  /** The module that frontends import `createClient` from. */
  readonly client: string;
}

/** What an application says of its API. */
export interface ApiDefinition {
  /** Its domains, by name. */
  readonly domains: Readonly<Record<string, RestDomain>>;
  /** Their entities, by the name of the domain. */
  readonly entities: Readonly<Record<string, StatedEntity>>;
  /** What the database keeps for older clients. */
  readonly retired: readonly RetiredEntry[];
  /** The schemas of retired attributes, by `table.column`. */
  readonly retiredSchemas: Readonly<Record<string, z.ZodType>>;
  readonly version: ContractVersion;
  /** The versions that clients may have been built against. */
  readonly history: History;
  readonly about: About;
  /** Who may do what. */
  readonly access: Access;
  /** How the change log is kept. Nothing is logged if omitted. */
  readonly changeLog?: ChangeLog;
}
