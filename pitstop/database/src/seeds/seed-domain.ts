import type { exampleOf } from "@pitstop/domain/example";

type Attributes = Record<string, Parameters<typeof exampleOf>[0]>;

/** What seeding needs of a domain, whichever it is. */
export interface SeedDomain {
  readonly name: string;
  readonly plural: string;
  readonly label: { readonly one: string; readonly many: string };
  readonly title: string;
  readonly attributes: Attributes;
  readonly relations: Readonly<Record<string, { readonly domain: string; readonly nullable: boolean }>>;
}
