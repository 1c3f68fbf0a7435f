import { TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Aside } from "../crud/aside.ts";
import { ClientTooOld, UnknownToThisVersion } from "../errors.ts";
import { acceptInput } from "./accept.ts";
import { answersRecord, viewedAnswer, viewedError } from "./answer.ts";
import { asideFor } from "./aside-for.ts";
import { type ClientUses, WHOLE_DOMAIN } from "./client-uses.ts";
import type { ClientVersion } from "./client-version.ts";
import { type DeprecatedMember, namedIn } from "./deprecated.ts";
import type { Evolutions } from "./evolutions.ts";
import { type Deprecation, Notices } from "./notices.ts";
import { type DomainView, refuseGone } from "./view.ts";

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
  /** What goes beside the call, where the client's version knows what this one doesn't. */
  readonly aside: Aside | undefined;
  /** The input as the procedure takes it. Throws the errors of the client's version. */
  accept(input: unknown): unknown;
  /** The answer as the client's version gives it. */
  complete(answer: unknown): unknown;
  /** An error as the client's version gives it. */
  fail(error: TRPCError): TRPCError;
}

/**
 * What has to be done for a call; undefined where there is nothing, as for most calls of a client of this version.
 * Throws UnknownToThisVersion for a client of a newer version in a domain that its version has changed, and
 * ClientTooOld where its version knows what is purged.
 */
export function evolvedCall(evolutions: Evolutions, call: AskedCall): EvolvedCall | undefined {
  const { path, deprecation, client, notices = new Notices() } = call;
  if (deprecation) notices.deprecated(path, deprecation);
  const [name = "", procedure = "", more] = path.split(".");
  noteDomain(evolutions.deprecatedDomain(name), call, notices);
  const contract = client?.contract;
  if (client?.contract !== undefined && !evolutions.isKnown(client.contract))
    return newerCall(evolutions, name, client);
  if (more !== undefined) return undefined;
  if (contract === evolutions.version) return deprecatedCall(evolutions, name, procedure, call);
  const view = contract === undefined ? evolutions.union(name) : evolutions.view(name, contract);
  if (!view) return deprecatedCall(evolutions, name, procedure, call);
  return viewedCall(
    view,
    procedure,
    deprecatedCall(evolutions, view.present.domain.name, procedure, call),
    call,
  );
}

/** Whatever is called of a domain that is to go, and whatever becomes of the call: its client uses the domain. */
function noteDomain(
  domain: ReturnType<Evolutions["deprecatedDomain"]>,
  { client, uses }: AskedCall,
  notices: Notices,
): void {
  if (!domain) return;
  notices.deprecated(domain.name, domain.deprecation);
  uses?.count(client?.build ?? "unknown", "sent", domain.name, WHOLE_DOMAIN);
}

/** What a client of a version that is to come asks for is refused where this one may not know it. */
function newerCall(evolutions: Evolutions, domain: string, client: ClientVersion): EvolvedCall | undefined {
  const fingerprint = client.fingerprints?.get(domain);
  if (fingerprint !== undefined) {
    if (fingerprint === evolutions.fingerprints[domain]) return undefined;
    throw new UnknownToThisVersion(`What this client knows of "${domain.slice(0, 100)}"`);
  }
  return {
    aside: undefined,
    accept: (input) => input,
    complete: (answer) => answer,
    fail: (error) => (namesUnknown(error) ? unknown(error) : error),
  };
}

/** Whether an input was refused for a name that this version doesn't know. */
function namesUnknown({ code, cause }: TRPCError): boolean {
  if (code !== "BAD_REQUEST" || !(cause instanceof z.ZodError)) return false;
  return cause.issues.some((issue) => issue.code === "unrecognized_keys" || issue.code === "invalid_value");
}

function unknown({ cause }: TRPCError): TRPCError {
  const [issue] = (cause as z.ZodError).issues; // namesUnknown has looked
  const name = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path.map(String).join(".");
  const refusal = new UnknownToThisVersion(`${JSON.stringify((name ?? "").slice(0, 100))} in the input`);
  return new TRPCError({ code: refusal.code, message: refusal.message, cause: refusal });
}

/** Counts who uses what is deprecated; undefined where nothing is. */
function deprecatedCall(
  evolutions: Evolutions,
  domain: string,
  procedure: string,
  { client, notices = new Notices(), uses }: AskedCall,
): EvolvedCall | undefined {
  const deprecated = evolutions.deprecated(domain);
  if (!deprecated) return undefined;
  const note = (kind: "sent" | "received", { name, ...deprecation }: DeprecatedMember): void => {
    uses?.count(client?.build ?? "unknown", kind, domain, name);
    notices.deprecated(`${domain}.${name}`, deprecation);
  };
  return {
    aside: undefined,
    accept(input) {
      const sent = namedIn(input, deprecated.keys());
      for (const key of sent) note("sent", deprecated.get(key) as DeprecatedMember); // one of its keys
      return input;
    },
    complete(answer) {
      if (holdsRecords(procedure, answer)) for (const member of deprecated.values()) note("received", member);
      return answer;
    },
    fail: (error) => error,
  };
}

/** A call of a client that knows the domain in another form. */
function viewedCall(
  view: DomainView,
  procedure: string,
  deprecated: EvolvedCall | undefined,
  { client, notices = new Notices(), uses }: AskedCall,
): EvolvedCall {
  refuseGone(view);
  if (procedure === "create" && view.missing.length > 0)
    throw new ClientTooOld(view.label.many, view.missing);
  const { domain } = view.present;
  const aside = asideFor(view);
  const count = (kind: "sent" | "received", attribute: string): void =>
    uses?.count(client?.build ?? "unknown", kind, domain.name, attribute);
  if (view.name !== domain.name) {
    notices.renamed(view.name, domain.name);
    count("sent", view.name);
  }
  return {
    aside,
    accept(input) {
      const accepted = acceptInput(procedure, input, {
        view,
        notices,
        aside,
        uses: (_name, { entry }) => entry && count("sent", entry.attribute),
      });
      return deprecated ? deprecated.accept(accepted) : accepted;
    },
    complete(answer) {
      const isMissed = !aside.isMet && aside.conditions.length + aside.values.length > 0;
      // A service of its own read or wrote in another way: what it left out must not go unsaid.
      if (isMissed)
        throw new ClientTooOld(
          view.label.many,
          view.fields.map((field) => field.name),
        );
      deprecated?.complete(answer);
      if (holdsRecords(procedure, answer)) {
        for (const { entry } of [...view.attributes.values(), ...view.relations.values()])
          if (entry) count("received", entry.attribute);
      }
      return viewedAnswer(procedure, answer, view, aside);
    },
    fail: (error) => viewedError(error, view),
  };
}

/** Whether the answer of a procedure that every domain has holds a record. */
function holdsRecords(procedure: string, answer: unknown): boolean {
  if (typeof answer !== "object" || answer === null) return false;
  if (procedure !== "list") return answersRecord(procedure);
  const { items } = answer as { items?: unknown }; // a domain may have a list of its own
  return Array.isArray(items) && items.length > 0;
}
