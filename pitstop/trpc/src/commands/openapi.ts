import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { errorJson, errorText } from "@pitstop/errors";
import { outliveReader, usageMessage } from "@pitstop/process";
import type { AnyTRPCRouter } from "@trpc/server";
import { Command, CommanderError } from "commander";
import type { Api } from "../define-api.ts";
import { type DocumentOptions, openApiDocument } from "../rest/open-api.ts";
import { restOperations } from "../rest/operation.ts";
import { DocsError } from "./docs-error.ts";

/** The API that is described. */
export interface DocumentedApi {
  readonly api: Api;
  readonly router: AnyTRPCRouter;
  readonly examples: () => Promise<DocumentOptions["seeded"]>;
}

interface Options {
  readonly out?: string;
  readonly server: string;
}

/**
 * `pitstop docs`: writes the OpenAPI document of an API to stdout or to a file, without a server that has to run.
 *
 * @example
 * await writeOpenApi(process.argv.slice(2), { api, router: appRouter, examples: seedExamples });
 */
export async function writeOpenApi(words: readonly string[], documented: DocumentedApi): Promise<void> {
  outliveReader();
  try {
    const options = read(words);
    if (options) write(await textOf(documented, options.server.replace(/\/+$/, "")), options.out);
  } catch (error) {
    if (!(error instanceof DocsError)) throw error;
    if (words.includes("--json")) process.stdout.write(errorJson(error));
    else process.stderr.write(errorText(error));
    process.exitCode = error.exitCode;
  }
}

/** The options; undefined where the words asked for the help, which is printed. Throws DOCS_USAGE. */
function read(words: readonly string[]): Options | undefined {
  const command = commandLine();
  try {
    // pnpm hands a "--" before the arguments on to the script.
    return command
      .parse(
        words.filter((word) => word !== "--"),
        { from: "user" },
      )
      .opts<Options>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new DocsError(
      "DOCS_USAGE",
      usageMessage(error.message),
      "`pitstop docs --help` lists what is available.",
    );
  }
}

const commandLine = (): Command =>
  new Command("pitstop docs")
    .description(
      "Writes the OpenAPI 3.1 document of the API, the one of /openapi.json, to stdout or to a file. A running server shows it as a page at /docs.",
    )
    .option("--out <file>", "write it there")
    .option("--server <address>", "where the API is", "http://127.0.0.1:3000")
    .option("--json", "print an error as JSON; the document is JSON with and without")
    .helpOption("-h, --help", "show this help")
    .allowExcessArguments(false)
    .addHelpText("after", EXAMPLES)
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();

const EXAMPLES = `
Examples:
  pitstop docs > openapi.json
  pitstop docs --out openapi.json --server https://api.example.org`;

async function textOf({ api, router, examples }: DocumentedApi, origin: string): Promise<string> {
  const { definition, evolutions } = api;
  const document = openApiDocument(restOperations(router, definition.domains, evolutions), {
    api: definition,
    seeded: await examples(),
    origin,
  });
  return `${JSON.stringify({ ...document, servers: [{ url: origin }] }, null, 2)}\n`;
}

function write(text: string, out: string | undefined): void {
  if (out === undefined) return void process.stdout.write(text);
  try {
    writeFileSync(resolve(process.env.INIT_CWD ?? process.cwd(), out), text);
  } catch (cause) {
    throw new DocsError(
      "DOCS_NOT_WRITABLE",
      `${out} can't be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      "Choose another file with --out.",
      { cause },
    );
  }
  process.stderr.write(`Written: ${out}\n`);
}
