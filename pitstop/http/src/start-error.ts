/** Why the server cannot start: what is wrong and what to do, for whoever starts it. */
export class StartError extends Error {
  readonly code:
    | "SETTINGS_INVALID"
    | "PUBLIC_API_NOT_STATED"
    | "DEVELOPMENT_USER_EXPOSED"
    | "DATABASE_UNREACHABLE"
    | "PORT_TAKEN"
    | "ADDRESS_REFUSED";

  constructor(code: StartError["code"], message: string) {
    super(message);
    this.name = "StartError";
    this.code = code;
  }
}
