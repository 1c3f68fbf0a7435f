// Written with contract.json by `pitstop contract --write`; small, because clients carry it along.
import version from "./version.json" with { type: "json" };

/** Tells this version of the API from every other. */
export const contractVersion: string = version.contract;

/** Tells the contract of each domain from every other version's, by the first part of its procedures' names. */
export const contractFingerprints: Readonly<Record<string, string>> = version.domains;
