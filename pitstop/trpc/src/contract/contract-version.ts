/** What tells a contract from every other, as `version.json` has it. */
export interface ContractVersion {
  readonly contract: string;
  /** The same for the part of each domain, by the first part of its procedures' names. */
  readonly domains: Readonly<Record<string, string>>;
}
