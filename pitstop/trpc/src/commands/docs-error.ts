import { PitstopError } from "@pitstop/errors";

/** The document of an API can't be written. */
export class DocsError extends PitstopError<"DOCS_USAGE" | "DOCS_NOT_WRITABLE"> {
  get exitCode(): 1 | 2 {
    return this.code === "DOCS_USAGE" ? 2 : 1;
  }
}
