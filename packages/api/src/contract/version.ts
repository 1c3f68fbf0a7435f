// Written with contract.json by `pitstop contract --write`; small, because clients carry it along.
import version from "./version.json" with { type: "json" };

/** Tells this version of the API from every other. */
export const contractVersion: string = version.contract;

/** By domain: what an attribute was called before, for as long as servers of before may run. */
export const formerNames: Readonly<Record<string, Readonly<Record<string, string>>>> = version.formerNames;

/** By domain: the columns of attributes that were renamed or have another type, for as long as servers of before may run. */
export const orderColumns: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> =
  version.orderColumns;
