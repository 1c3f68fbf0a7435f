// Records what a server answers to many calls, and asks another one the same.
import { type AttributeCalls, callsOf, type DomainCalls } from "./calls.ts";
import type { RunningServer } from "./revision.ts";

/** A request as a client makes it. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What of an answer has to be the same: all of it but notices, timestamps and ids of requests. */
export interface Answered {
  readonly call: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly body: string;
}

/** Asks a server. */
export async function answerTo(
  { url }: Pick<RunningServer, "url">,
  { method, path, body, headers = {} }: Call,
  version: Readonly<Record<string, string>>,
): Promise<Answered> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...version, ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const kept = ["content-type", "location", "link", "retry-after", "allow"];
  return {
    call: `${method} ${decodeURIComponent(path)} ${body === undefined ? "" : JSON.stringify(body)}`,
    status: response.status,
    headers: Object.fromEntries(kept.map((name) => [name, response.headers.get(name)])),
    body: (await response.text())
      .replace(/"requestId":"[^"]*"/g, `"requestId":"…"`)
      .replace(/"(createdAt|updatedAt)":"[^"]*"/g, `"$1":"…"`),
  };
}

/** Makes the calls that a client of a version makes, and gives them with their answers. */
export async function recorded(
  server: RunningServer,
  domain: DomainCalls,
  attributes: readonly AttributeCalls[],
  version: Readonly<Record<string, string>>,
): Promise<{ call: Call; answer: Answered }[]> {
  const all: { call: Call; answer: Answered }[] = [];
  const ask = async (call: Call): Promise<Answered> => {
    const answer = await answerTo(server, call, version);
    all.push({ call, answer });
    return answer;
  };
  await callsOf(domain, attributes, ask);
  return all;
}
