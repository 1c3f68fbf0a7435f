/** What is wrong with a request before a procedure is called, or with what it asks of the answer. */
export class HttpError extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** There is nothing at this address. */
export const nothingAt = ({ method, url }: { method: string; url: string }): HttpError =>
  new HttpError(404, "NOT_FOUND", `There is nothing at ${method} ${url.split("?")[0]}.`);
