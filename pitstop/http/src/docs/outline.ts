import type { Document } from "./documents.ts";
import { escaped } from "./escaped.ts";

/**
 * What the API page shows before its script is there (1.2 MB on its first visit) and without one: every operation by
 * domain. The script puts the reference in its place.
 */
export function outlineOf({ tags, paths }: Document): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).flatMap(([method, operation]) =>
      operation ? [{ path, method: method.toUpperCase(), ...operation }] : [],
    ),
  );
  const sections = tags.map(({ name, description = "" }) => {
    const items = operations
      .filter((operation) => operation.tags.includes(name))
      .map(
        ({ method, path, summary }) => `<li>${escaped(summary)} <code>${method} ${escaped(path)}</code></li>`,
      );
    return `<section><h2>${escaped(name)}</h2><p>${escaped(description)}</p><ul>${items.join("")}</ul></section>`;
  });
  return `<main class="outline"><h1>API</h1>${sections.join("\n")}</main>`;
}
