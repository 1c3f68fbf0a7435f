import type { Contract } from "@pitstop/contract";
import type { AnyTRPCRouter } from "@trpc/server";
import type { Api } from "../define-api.ts";
import { contractOf, presentContract } from "./contract-of.ts";
import { versionText } from "./version-text.ts";
import { versionsText } from "./versions-text.ts";

/** The contract of an API, and the texts of the two files that follow from it. */
export interface ContractTexts {
  readonly contract: Contract;
  /** Of `version.json`. */
  readonly version: string;
  /** Of `versions.json`. */
  readonly versions: string;
}

/** The contract of a router with what is recorded beside it. */
export function contractTexts(api: Api, router: AnyTRPCRouter): ContractTexts {
  const contract = contractOf(api, router);
  return {
    contract,
    version: versionText(contract, presentContract(api, router)),
    versions: versionsText(api.definition, contract),
  };
}
