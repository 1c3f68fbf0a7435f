import { hash } from "node:crypto";
import {
  type Contract,
  DEFINITIONS,
  type JsonSchema,
  rewriteSchema,
  type Schema,
  writeContract,
} from "@pitstop/contract";

/** What tells a contract from every other: of twelve hexadecimal digits. */
export const versionOf = (contract: Contract): string => hash("sha256", writeContract(contract)).slice(0, 12);

/**
 * The text of `version.json`: what tells this contract from every other, and what tells the part of each domain.
 * Clients carry it along, so it is short. `present` is the contract without what is served to other versions.
 */
export function versionText(contract: Contract, present: Contract): string {
  const domains = Object.groupBy(Object.keys(present.procedures), (name) => name.split(".")[0] ?? "");
  const fingerprints = Object.entries(domains).map(([domain, names = []]) => [
    domain,
    fingerprint(present, names),
  ]);
  const version = { contract: versionOf(contract), domains: Object.fromEntries(fingerprints) };
  return `${JSON.stringify(version, null, 2)}\n`;
}

/** What callers of these procedures can tell apart: types, inputs and answers, not what is said about them. */
function fingerprint({ procedures, definitions }: Contract, names: readonly string[]): string {
  const used: Record<string, Schema> = {};
  const plain = (schema: Schema | undefined): Schema => {
    if (typeof schema !== "object") return schema ?? {};
    return rewriteSchema(schema, (each) => {
      const name = each.$ref?.slice(DEFINITIONS.length);
      const target = name === undefined ? undefined : definitions[name];
      if (name !== undefined && target !== undefined && !Object.hasOwn(used, name)) {
        used[name] = {};
        used[name] = plain(target);
      }
      return withoutWords(each);
    });
  };
  const described = names.map((name) => {
    const { type, input, output, inputOptional } = procedures[name] ?? {};
    return [name, type, plain(input), plain(output), inputOptional ?? false];
  });
  const named = Object.entries(used).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return hash("sha256", JSON.stringify([described, named])).slice(0, 8);
}

const WORDS = new Set(["title", "description", "deprecated", "sunset"]);

const withoutWords = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !WORDS.has(keyword)));
