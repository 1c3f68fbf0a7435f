import type { KindRules } from "../rule.ts";

/** What a client does on this code (retry, show the message beside a field) no longer happens. */
export const errorCodeRemoved: KindRules<"error-code-removed"> = {
  procedure: [
    {
      id: "error-code-removed",
      level: "risky",
      message: ({ code }, { place }) => `${place} no longer fails with ${code}.`,
      hint: ({ code }) => `Check which code clients that handle ${code} get now.`,
    },
  ],
};
