import { PitstopError } from "@pitstop/errors";

/** Why the server can't start: what is wrong and what to do, for whoever starts it. */
export class StartError extends PitstopError<
  | "SETTINGS_INVALID"
  | "PUBLIC_API_NOT_STATED"
  | "DEVELOPMENT_USER_EXPOSED"
  | "DATABASE_UNREACHABLE"
  | "PORT_TAKEN"
  | "ADDRESS_REFUSED"
> {}
