import type { Domain } from "../crud/table.ts";

/** What people give a record, by the names that inputs have: attributes, and relations as `<relation>Id`. */
export const valueNames = ({ domain }: { readonly domain: Domain }): string[] => [
  ...Object.keys(domain.attributes),
  ...Object.keys(domain.relations).map((name) => `${name}Id`),
];
