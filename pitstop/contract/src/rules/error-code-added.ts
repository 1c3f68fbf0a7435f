import type { KindRules } from "../rule.ts";

const ACCESS: ReadonlySet<string> = new Set(["UNAUTHORIZED", "FORBIDDEN", "PAYMENT_REQUIRED"]);

export const errorCodeAdded: KindRules<"error-code-added"> = {
  procedure: [
    {
      id: "error-code-added",
      // Callers that were let in are refused.
      level: ({ code }) => (ACCESS.has(code) ? "breaking" : "risky"),
      message: ({ code }, { place }) => `${place} can fail with ${code} now.`,
      hint: () => "A client that handles errors by code doesn't know this one.",
    },
  ],
};
