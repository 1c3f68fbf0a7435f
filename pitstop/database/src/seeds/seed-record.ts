/** A record to begin with: values by attribute; relations by the title of the other record. */
export type SeedRecord = Readonly<Record<string, unknown>>;
