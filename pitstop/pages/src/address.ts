/** What stands behind the `?` of an address: texts as they are, everything else as JSON, a name given twice as a list. */
export function parseAddress(query: string): Record<string, unknown> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name).map(readValue);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

/** The same written down: a plain text stays readable, so that a search for `1e3` is none for 1000. */
export function writeAddress(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined) parameters.append(name, writeValue(value));
  }
  const query = parameters.toString();
  return query && `?${query}`;
}

/** An object or a list is JSON, and so is a text in quotes that without them would be JSON; the rest is text. */
function readValue(written: string): unknown {
  const value = parsed(written);
  if (typeof value === "object" && value !== null) return value;
  return typeof value === "string" && parsed(value) !== undefined ? value : written;
}

const writeValue = (value: unknown): string =>
  typeof value === "string" && readValue(value) === value ? value : JSON.stringify(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
