import { expect, onTestFinished, test, vi } from "vitest";
import { MigratorError } from "../errors.ts";
import { Pipeline } from "../pipeline.ts";
import { jsonReporter } from "../report/json.ts";
import { readSettings } from "../settings.ts";
import { explained } from "./command-line.ts";

/** What work prints on stdout where `--json` was typed. */
async function printedBy(work: () => Promise<void>): Promise<string> {
  let printed = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const { argv, exitCode } = process;
  process.argv = [...argv, "--json"];
  onTestFinished(() => {
    write.mockRestore();
    process.argv = argv;
    process.exitCode = exitCode;
  });
  await explained(work);
  expect(process.exitCode).toBe(1);
  return printed;
}

const failure = () => new MigratorError("MIGRATION_UNSAFE", "It loses data.", "Write it another way.");
const { code, message, hint } = failure();

test("a run that fails is one JSON document: its report, with the failure", async () => {
  const run = { database: "cars", direction: "up", isRehearsal: false } as const;
  const pipeline = new Pipeline(run, readSettings({}, {}), jsonReporter);
  const printed = await printedBy(async () => {
    const error = failure();
    pipeline.end("failed", error);
    throw error;
  });
  expect(JSON.parse(printed)).toMatchObject({ outcome: "failed", error: { code, message, hint } });
});

test("a command that fails without a report prints its failure", async () => {
  const printed = await printedBy(() => Promise.reject(failure()));
  expect(JSON.parse(printed)).toEqual({ error: { code, message, hint } });
});
