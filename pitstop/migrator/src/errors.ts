import { PitstopError } from "@pitstop/errors";

/** The migrator can't do what was asked. */
export class MigratorError<Code extends string = string> extends PitstopError<Code> {}
