import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../connection.ts";
import { copyOwnTables, fillSample, type SampleOptions, type SampleSize } from "../sample/index.ts";
import { forPrograms } from "./database-url.ts";
import { factsOf } from "./facts.ts";
import { explained } from "./failure.ts";
import type { ShadowOptions } from "./open-shadow.ts";
import { findTools, type PostgresTools } from "./pg-tools.ts";
import { runProgram } from "./program.ts";
import { runRestore } from "./restore-dump.ts";
import { openShadowDatabase, type Shadow } from "./shadow-database.ts";

/** A shadow with a part of the rows. */
export interface SampledShadow extends Shadow {
  readonly size: SampleSize;
}

/**
 * Makes a shadow with the schema of a server's database and a sample of its rows, read from the database itself. The
 * keys and triggers come after the rows, so that it needs no rights beyond those to create a database.
 *
 * Throws MigratorError as openShadow does.
 */
export async function openSample(options: ShadowOptions & SampleOptions): Promise<SampledShadow> {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-schema-"));
  try {
    return await opened(options, join(folder, "schema.dump"));
  } catch (error) {
    throw explained(error, "sample");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function opened(options: ShadowOptions & SampleOptions, dump: string): Promise<SampledShadow> {
  const { url, shadowUrl } = options;
  const source = await connect(url);
  try {
    const facts = await factsOf(source);
    const tools = findTools(Math.floor(facts.serverVersion / 10_000), "sample");
    await dumpSchema(tools, url, dump);
    let size: SampleSize = { taken: 0, outOf: 0 };
    const fill = async (target: string) => {
      const into = { url: target, isElsewhere: shadowUrl !== undefined };
      await runRestore(tools, dump, into, ["--section=pre-data"]);
      const client = await connect(target);
      try {
        size = await fillSample(source, client, options);
        await copyOwnTables(source, client, options);
      } finally {
        await client.end();
      }
      await runRestore(tools, dump, into, ["--section=post-data"]);
    };
    const shadow = await openShadowDatabase({
      server: shadowUrl ?? url,
      original: { ...facts, url },
      fill,
      onLeft: options.onLeft,
    });
    return { ...shadow, size };
  } finally {
    await source.end();
  }
}

async function dumpSchema(tools: PostgresTools, url: string, file: string): Promise<void> {
  const { address, environment } = forPrograms(url);
  const flags = ["--schema-only", "--format=custom", "--lock-wait-timeout=30000", "--no-password"];
  const { status, messages } = await runProgram(
    tools.dump,
    [...flags, `--file=${file}`, `--dbname=${address}`],
    { env: environment },
  );
  if (status !== 0) throw new Error(messages || `pg_dump was ended (${status ?? "by a signal"})`);
}
