import { type ApiError, DatabaseAway, DatabaseBusy, Unavailable } from "../errors.ts";

/**
 * The error for people where the database can't be reached, is busy, or took too long, whatever it was asked for;
 * undefined for any other. Codes: https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
export function connectionErrorOf(error: unknown): ApiError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (isPoolExhausted(error)) return new DatabaseBusy();
  if (isReadTimeout(error)) return tooLong();
  if (isLostConnection(error)) return new DatabaseAway({ isCutOff: true });
  switch ("code" in error ? error.code : undefined) {
    case "57014":
      return tooLong();
    case "53300":
      return new DatabaseBusy();
    case "25006": // a replica answered, or a server that is read-only for now
    case "57P03":
    case "ECONNREFUSED":
    case "EHOSTUNREACH":
    case "ENOTFOUND":
      return new DatabaseAway({ isCutOff: false });
    case "57P01":
    case "57P02":
    case "08006":
    case "ECONNRESET":
    case "EPIPE":
    case "ETIMEDOUT":
      return new DatabaseAway({ isCutOff: true });
    default:
      return undefined;
  }
}

const tooLong = (): Unavailable =>
  new Unavailable("GATEWAY_TIMEOUT", "This took too long and was stopped. Ask for less, or try again later.");

/** What `pg` says when PostgreSQL has not stopped a statement by itself, as behind some poolers. */
const isReadTimeout = ({ message }: Error): boolean => message === "Query read timeout";

/** What `pg` says without a code when a connection is cut. */
const isLostConnection = ({ message }: Error): boolean => message.startsWith("Connection terminated");

/** What its pool says when no connection is to be had in time. */
const isPoolExhausted = ({ message }: Error): boolean =>
  message.startsWith("timeout exceeded when trying to connect");
