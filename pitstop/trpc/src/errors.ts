import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";

/** Messages by input attribute, to be shown at the field: `{ name: ["Another category has this name."] }`. */
export type FieldMessages = Record<string, string[]>;

/** Why a CONFLICT is one, so that a client can offer the right way out. */
export type ConflictReason = "stale" | "unique" | "referenced" | "busy";

/** Why a credential is refused. */
export const credentialReasons = [
  "SESSION_ENDED",
  "TOKEN_EXPIRED",
  "TOKEN_INVALID",
  "KEY_EXPIRED",
  "KEY_REVOKED",
  "KEY_INVALID",
  "CREDENTIALS_DISAGREE",
] as const;

type CredentialReason = (typeof credentialReasons)[number];

/** Why an error is one, as `error.data.reason` tells programs. */
export type ErrorReason =
  | ConflictReason
  | CredentialReason
  | "UNKNOWN_TO_THIS_VERSION"
  | "CLIENT_TOO_OLD"
  | "REMOVED"
  | "IDEMPOTENCY_KEY_REUSED";

/**
 * An error whose sentence is meant for people. Everything else that is thrown reaches clients as a plain
 * INTERNAL_SERVER_ERROR with a request id.
 */
export class ApiError extends Error {
  readonly code: TRPC_ERROR_CODE_KEY;
  readonly fields: FieldMessages | undefined;
  readonly reason: ErrorReason | undefined;
  /** The HTTP status, where tRPC has no code for it. */
  readonly status: number | undefined;

  constructor(
    code: TRPC_ERROR_CODE_KEY,
    message: string,
    details: { fields?: FieldMessages; reason?: ErrorReason; status?: number } = {},
  ) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.fields = details.fields;
    this.reason = details.reason;
    this.status = details.status;
  }
}

/** There is no record with this id. */
export class NotFound extends ApiError {
  constructor(label: string, id: number) {
    super("NOT_FOUND", `${label} ${id} does not exist. It may have been deleted.`);
  }
}

/** Nobody is signed in, or the credential that the request brings is not valid (any more). */
export class Unauthorized extends ApiError {
  constructor(message = "Sign in first. Nothing was done.", reason?: CredentialReason) {
    super("UNAUTHORIZED", message, reason && { reason });
  }
}

/** The user who is signed in may not do this. */
export class Forbidden extends ApiError {
  constructor(message: string) {
    super("FORBIDDEN", message);
  }
}

/** The record cannot be changed as asked, because of the state it or another record is in. */
export class Conflict extends ApiError {
  constructor(reason: ConflictReason, message: string, fields?: FieldMessages) {
    super("CONFLICT", message, { reason, ...(fields && { fields }) });
  }
}

/** The input is at fault; `fields` names where. */
export class BadInput extends ApiError {
  constructor(message: string, fields?: FieldMessages) {
    super("BAD_REQUEST", message, fields && { fields });
  }
}

/** The database is slow or away; the same call may go through later. */
export class Unavailable extends ApiError {
  constructor(code: "GATEWAY_TIMEOUT" | "SERVICE_UNAVAILABLE", message: string) {
    super(code, message);
  }
}

/** The database is not there for now. */
export class DatabaseAway extends Unavailable {
  /** Whether a statement was under way, so that nobody knows what became of it. */
  readonly isCutOff: boolean;

  constructor({ isCutOff }: { isCutOff: boolean }) {
    super("SERVICE_UNAVAILABLE", "The database cannot be reached at the moment. Try again shortly.");
    this.isCutOff = isCutOff;
  }
}

/** The key of one call came with another one. */
export class IdempotencyKeyReused extends ApiError {
  constructor() {
    super(
      "UNPROCESSABLE_CONTENT",
      "This Idempotency-Key came with another call before. Nothing was done. Use a new key for each change.",
      { reason: "IDEMPOTENCY_KEY_REUSED" },
    );
  }
}

/** The answer to a change was lost: it may have been made. */
export class OutcomeUnknown extends Unavailable {
  constructor() {
    super(
      "SERVICE_UNAVAILABLE",
      "The connection to the database was lost before it answered, so this may have been done or not. Look before you try again; with an Idempotency-Key, the same call can be sent again.",
    );
  }
}

/** All connections to the database are taken, by calls that wait for a lock or have much to read. */
export class DatabaseBusy extends Unavailable {
  constructor() {
    super(
      "SERVICE_UNAVAILABLE",
      "The database is busy: no connection to it was free in time. Nothing was done. Try again shortly.",
    );
  }
}

/** A cursor that belongs to a list in another order than the one that is asked for. */
export class OtherOrder extends BadInput {
  constructor() {
    super("This cursor belongs to a list in a different order. Request the first page again.");
  }
}

/**
 * Something that only servers of another version can do, as runs beside this one while a release is under way: `what`
 * begins the sentence. Nothing was done, and the same call may reach such a server.
 */
export class UnknownToThisVersion extends ApiError {
  constructor(what: string) {
    super(
      "SERVICE_UNAVAILABLE",
      `${what} is unknown to the version that this server runs. Nothing was done. Try again in a moment. If this persists, the client and the server are from different releases.`,
      { reason: "UNKNOWN_TO_THIS_VERSION" },
    );
  }
}

/** tRPC has no code for 410. */
const GONE = { code: "NOT_FOUND", status: 410 } as const;

/** A call of a client whose version knows something of a domain that the database has no more. */
export class ClientTooOld extends ApiError {
  constructor(many: string, names: readonly string[]) {
    super(
      GONE.code,
      `This client was built for an earlier version of ${many.toLowerCase()}: ${names.join(", ")}. Reload the page, or update the client. Nothing was done.`,
      { reason: "CLIENT_TOO_OLD", status: GONE.status },
    );
  }
}

/** A call to a domain that is not there any more under this name. */
export class Removed extends ApiError {
  constructor(many: string, day: string | undefined) {
    const since = day === undefined ? "" : ` since ${day}`;
    super(
      GONE.code,
      `${many} are no longer part of this API${since}. Reload the page, or update the client. Nothing was done.`,
      {
        reason: "REMOVED",
        status: GONE.status,
      },
    );
  }
}
