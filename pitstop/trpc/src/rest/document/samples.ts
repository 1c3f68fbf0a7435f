import type { RestOperation } from "../operation.ts";

/** The same call by the typed client, as it stands in a program. */
export function trpcSample({ name, procedure }: RestOperation, input: unknown): string {
  const verb = procedure._def.type === "query" ? "query" : "mutate";
  return `await api.${name}.${verb}(${input === undefined ? "" : literal(input, "")});`;
}

/**
 * The call by curl. The query string begins a line of its own, which goes on within double quotes: it is encoded, so
 * that a shell finds nothing of its own in it.
 */
export function curlSample(method: string, address: string, query: string, body: unknown): string {
  const verb = method === "GET" ? "" : `--request ${method} `;
  const call = `curl ${verb}"${address}${query && `\\\n${query}`}"`;
  if (body === undefined) return call;
  const data = JSON.stringify(body, null, 2).replaceAll("'", "'\\''");
  return [call, `  --header "content-type: application/json"`, `  --data '${data}'`].join(" \\\n");
}

/** What the API page shows without scrolling sideways. */
const LINE_WIDTH = 48;

/** A value as TypeScript writes it, on one line where it fits. */
function literal(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => literal(item, inner))
    : Object.entries(value).map(([key, item]) => `${propertyName(key)}: ${literal(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{ ", " }"];
  if (parts.length === 0) return `${open}${close}`.replaceAll(" ", "");
  const line = `${open}${parts.join(", ")}${close}`;
  if (line.length + indent.length <= LINE_WIDTH && !line.includes("\n")) return line;
  return `${open.trim()}\n${parts.map((part) => `${inner}${part},\n`).join("")}${indent}${close.trim()}`;
}

const propertyName = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));
