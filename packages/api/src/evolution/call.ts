import type { Domain } from "../crud/table.ts";
import { acceptInput } from "./accept-input.ts";
import type { ClientUses } from "./client-uses.ts";
import type { ClientVersion } from "./client-version.ts";
import { namedIn } from "./deprecated.ts";
import type { Evolutions } from "./evolutions.ts";
import type { Former } from "./former.ts";
import { type Deprecation, Notices } from "./notices.ts";

/** What changed in a domain and what is to go, as far as clients of before may still count on it. */
export interface DomainEvolution {
  readonly domain: Domain;
  readonly former: Former | undefined;
  readonly deprecated: ReadonlyMap<string, Deprecation> | undefined;
}

/** A call of a procedure, as far as clients of several versions are concerned. */
export interface AskedCall {
  /** `car.create` */
  readonly path: string;
  /** What the procedure says of itself, where it is to go. */
  readonly deprecation: Deprecation | undefined;
  readonly client: ClientVersion | undefined;
  readonly notices: Notices | undefined;
  readonly uses: ClientUses | undefined;
}

/** What is between a client of another version and a procedure. */
export interface EvolvedCall {
  /** The input as the procedure takes it. */
  accept(input: unknown): unknown;
  /** Adds to an answer what clients of before expect in it. */
  complete(answer: unknown): void;
}

/**
 * What has to be done for a call; undefined where there is nothing, as for most calls of a client of this version.
 */
export function evolvedCall(
  evolutions: Evolutions,
  version: string,
  { path, deprecation, client, notices = new Notices(), uses }: AskedCall,
): EvolvedCall | undefined {
  if (deprecation) notices.deprecated(path, deprecation);
  const [name = "", procedure = "", more] = path.split(".");
  const evolution = more === undefined ? evolutions.of(name) : undefined;
  if (!evolution) return undefined;
  const { domain, former, deprecated } = evolution;
  const isOtherVersion = client?.contract !== undefined && client.contract !== version;
  if (!former && !deprecated && !isOtherVersion) return undefined;
  const build = client?.build ?? "unknown";
  const note = (kind: "sent" | "received", attribute: string): void => {
    uses?.count(build, kind, domain.name, attribute);
    const announced = deprecated?.get(attribute);
    if (announced) notices.deprecated(`${domain.name}.${attribute}`, announced);
  };
  return {
    accept(input) {
      const going = [
        ...(deprecated?.keys() ?? []),
        ...(former?.removed ?? []),
        ...(former?.renamed.keys() ?? []),
      ];
      for (const attribute of namedIn(input, going)) {
        // A client of this version gives both names, for servers of before.
        const now = former?.renamed.get(attribute);
        if (now === undefined || namedIn(input, [now]).length === 0) note("sent", attribute);
      }
      return acceptInput(procedure, input, { domain, former, isOtherVersion, notices });
    },
    complete(answer) {
      const records = recordsOf(procedure, answer);
      if (records.length === 0) return;
      for (const attribute of deprecated?.keys() ?? []) note("received", attribute);
      // A client of this version has no use for former names.
      if (client?.contract !== version)
        for (const before of former?.renamed.keys() ?? []) note("received", before);
      for (const record of records) {
        for (const [before, now] of former?.renamed ?? []) record[before] = record[now];
      }
    },
  };
}

/** The records in the answer of a procedure that every domain has. */
function recordsOf(procedure: string, answer: unknown): Record<string, unknown>[] {
  if (typeof answer !== "object" || answer === null) return [];
  // What the procedure's own output schema has let through.
  if (procedure === "list") {
    const { items } = answer as { items?: Record<string, unknown>[] };
    return Array.isArray(items) ? items : []; // a domain may have a list of its own
  }
  return ["byId", "create", "update"].includes(procedure) ? [answer as Record<string, unknown>] : [];
}
