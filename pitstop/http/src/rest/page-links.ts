import { saysItsOrder } from "@pitstop/trpc/rest";

/**
 * The Link header of a page (RFC 8288): the same list at the pages beside it; undefined where there are none. The order
 * is left to the cursor, which a server of another version understands where the name of an attribute has changed.
 */
export function pageLinks(url: string, page: unknown): string | undefined {
  const { nextCursor, previousCursor } = page as {
    nextCursor?: string | null;
    previousCursor?: string | null;
  }; // a list's answer
  const links = [];
  if (nextCursor) links.push(`<${withCursor(url, nextCursor)}>; rel="next"`);
  if (previousCursor) links.push(`<${withCursor(url, previousCursor)}>; rel="prev"`);
  return links.length > 0 ? links.join(", ") : undefined;
}

function withCursor(url: string, cursor: string): string {
  const [path, query] = url.split("?", 2);
  if (!query) return `${path}?cursor=${cursor}`;
  const parameters = new URLSearchParams(query);
  parameters.set("cursor", cursor);
  if (saysItsOrder(cursor)) parameters.delete("sort");
  return `${path}?${parameters}`;
}
