import type { Journal } from "../apply/journal.ts";

/** What was interrupted, as the beginning of a sentence. */
export const interrupted = ({ kind, operation }: Journal): string =>
  kind === "undo" ? `The undo of "${operation}" was interrupted` : `"${operation}" was interrupted`;
