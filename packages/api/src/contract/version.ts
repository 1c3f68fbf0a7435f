// Written with contract.json by `pitstop contract --write`; small, because clients carry it along.
import version from "./version.json" with { type: "json" };

/** Tells this version of the API from every other. */
export const contractVersion: string = version.contract;

/** By domain: what an attribute was called before, for as long as servers of before may run. */
export const formerNames: Readonly<Record<string, Readonly<Record<string, string>>>> = version.formerNames;
