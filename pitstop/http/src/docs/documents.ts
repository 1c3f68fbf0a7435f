import type { ServedApi } from "@pitstop/trpc";
import { openApiDocument } from "@pitstop/trpc/rest";
import { type Compressed, compressed } from "../compressed.ts";
import { contractChanges } from "./contract-changes.ts";
import { withGroupedFilters } from "./grouped-filters.ts";

export type Document = ReturnType<typeof openApiDocument>;

/** A text of the document for a caller, who reaches this server by an origin. */
type ByOrigin = (origin: string) => Promise<Compressed>;

/** What the document says of those who call. */
type Callers = Pick<Parameters<typeof openApiDocument>[1], "securitySchemes" | "isLimited">;

interface Documents {
  document: () => Promise<Document>;
  /** As programs read it. */
  whole: ByOrigin;
  /** As the API page shows it. */
  shown: ByOrigin;
}

/** The OpenAPI document of an API, made when it is first asked for. */
export function documentsOf(
  title: string,
  { definition, operations, examples }: ServedApi,
  callers: Callers,
): Documents {
  let made: Promise<Document> | undefined;
  const make = async (): Promise<Document> => {
    const document = openApiDocument(operations, {
      api: definition,
      seeded: await examples(),
      origin: ORIGIN,
      ...callers,
    });
    const changes = contractChanges(definition.history);
    const description = changes
      ? `${document.info.description}\n\n# Changes\n\nBy version of the contract, the latest first:\n\n${changes}`
      : document.info.description;
    return { ...document, info: { ...document.info, title, description } };
  };
  const document = () => {
    made ??= make();
    return made;
  };
  return {
    document,
    whole: byOrigin(document),
    shown: byOrigin(async () => withGroupedFilters(await document(), operations)),
  };
}

/** For how many addresses of this server the document is kept; few servers have more than one. */
const KEPT_ORIGINS = 4;

/** One buffer for all callers by the same address, which is all that differs in it. */
function byOrigin(document: () => Promise<Document>): ByOrigin {
  let text: Promise<string> | undefined;
  const kept = new Map<string, Promise<Compressed>>();
  return (origin) => {
    const known = kept.get(origin);
    if (known !== undefined) return known;
    text ??= document().then((whole) => JSON.stringify(whole));
    const made = text.then((whole) => compressed(whole.replaceAll(ORIGIN, origin)));
    const [oldest] = kept.keys();
    if (kept.size >= KEPT_ORIGINS && oldest !== undefined) kept.delete(oldest);
    kept.set(origin, made);
    return made;
  };
}

const ORIGIN = "http://origin.invalid";
