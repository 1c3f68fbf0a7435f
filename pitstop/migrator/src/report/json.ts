import { type Reporter, silentReporter } from "./reporter.ts";

/** The report as one JSON document on stdout, and nothing else. */
export const jsonReporter: Reporter = {
  ...silentReporter,
  end: (report) => process.stdout.write(`${JSON.stringify(report, null, 2)}\n`),
};
