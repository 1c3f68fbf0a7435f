import type { KindRules } from "../rule.ts";

/** Clients and servers with different transformers can't read each other. */
export const transformerChanged: KindRules<"transformer-changed"> = {
  procedure: [
    {
      id: "transformer-changed",
      level: "breaking",
      message: () => "The data transformer changed.",
      hint: () =>
        "Serve the new transformer under another address until no client with the previous one is deployed.",
    },
  ],
};
