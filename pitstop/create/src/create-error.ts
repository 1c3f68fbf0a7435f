import { PitstopError } from "@pitstop/errors";

type CreateCode =
  | "CREATE_CANCELED"
  | "CREATE_FOLDER_NOT_EMPTY"
  | "CREATE_NAME_INVALID"
  | "CREATE_NAME_MISSING";

/** Why no application was made; nothing was written. */
export class CreateError extends PitstopError<CreateCode> {}
