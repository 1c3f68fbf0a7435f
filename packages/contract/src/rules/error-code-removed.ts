import { rule } from "../rule.ts";

/** What a client does on this code (asking again, showing the message at a field) no longer happens. */
export default rule({
  id: "error-code-removed",
  on: "error-code-removed",
  level: "risky",
  message: ({ code }, { place }) => `${place} no longer answers with ${code}.`,
  hint: ({ code }) => `What a client does on ${code} will not happen any more: see which code tells it now.`,
});
