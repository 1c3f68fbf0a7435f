// `pitstop docs`, `pnpm --filter api openapi`: the OpenAPI document, without a server that has to run.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { seedExamples } from "@pitstop/db";
import { openApiDocument, restOperations } from "../rest/index.ts";

const USAGE = `pitstop docs [--out <file>] [--server <address>]

Writes the OpenAPI 3.1 document of the API, the one of /openapi.json, to stdout or to a file. A running server shows it
as a page at /docs.

  --out <file>        write it there
  --server <address>  where the API is, http://127.0.0.1:3000 unless told

Examples:
  pitstop docs > openapi.json
  pitstop docs --out openapi.json --server https://api.example.org`;

await run(process.argv.slice(2));

async function run(words: string[]): Promise<void> {
  const options = read(words);
  if (!options) return;
  const document = openApiDocument(restOperations(), {
    seeded: await seedExamples(),
    origin: options.server,
  });
  const text = `${JSON.stringify({ ...document, servers: [{ url: options.server }] }, null, 2)}\n`;
  if (options.out === undefined) return void process.stdout.write(text);
  try {
    writeFileSync(resolve(process.env.INIT_CWD ?? process.cwd(), options.out), text);
    tell(`Written: ${options.out}`);
  } catch (error) {
    const message = `${options.out} can't be written: ${messageOf(error)}`;
    fail("DOCS_NOT_WRITABLE", message, "Choose another file with --out.", 1);
  }
}

/** The options; undefined where the words were answered by the usage. */
function read(words: string[]): { out: string | undefined; server: string } | undefined {
  try {
    const { values } = parseArgs({
      // pnpm hands a "--" before the arguments on to the script, and the document is JSON with --json as without.
      args: words.filter((word) => word !== "--" && word !== "--json"),
      options: {
        out: { type: "string" },
        server: { type: "string", default: "http://127.0.0.1:3000" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (!values.help) return { out: values.out, server: values.server.replace(/\/+$/, "") };
    process.stdout.write(`${USAGE}\n`);
  } catch (error) {
    fail("DOCS_USAGE", messageOf(error), USAGE, 2);
  }
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Reports an error, with --json to a program on stdout. */
function fail(code: string, message: string, hint: string, exitCode: number): void {
  if (process.argv.includes("--json"))
    process.stdout.write(`${JSON.stringify({ error: { code, message, hint } }, null, 2)}\n`);
  else tell(`${message}\n${hint} (${code})`);
  process.exitCode = exitCode;
}
