import type { KindRules } from "../rule.ts";

export const successStatusChanged: KindRules<"success-status-changed"> = {
  procedure: [
    {
      id: "success-status-changed",
      level: "breaking",
      message: ({ before, after }, { place }) =>
        `${place} answers REST clients with ${after ?? "another status"} now; it was ${before}.`,
      hint: () => "Keep the status: clients check it.",
    },
  ],
};
