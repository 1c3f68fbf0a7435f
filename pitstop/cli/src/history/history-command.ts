import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { MikroORM } from "@mikro-orm/postgresql";
import type { Context } from "../command-line/context.ts";
import { CliError, exitCodes, UsageError } from "../errors.ts";
import { apiFile } from "../layers/paths.ts";
import { withDatabase } from "../workspace/with-database.ts";
import { type Change, linesOf } from "./change-lines.ts";

/** What packages/api makes of defineApi, as far as a history needs it. */
interface Api {
  readonly definition: { readonly domains: object; readonly changeLog?: unknown };
  changesOf(
    em: ReturnType<MikroORM["em"]["fork"]>,
    domain: string,
    wanted: { id?: number | undefined; limit: number },
  ): Promise<Change[]> | undefined;
}

/**
 * `pitstop history`: what is logged in the database of DATABASE_URL, or in the development database. Throws UsageError
 * HISTORY_OF_WHAT and HISTORY_LIMIT, and CliError NO_CHANGE_LOG.
 */
export async function historyCommand(
  { root, output }: Context,
  words: readonly string[],
  limit: string,
): Promise<void> {
  const [domain = "", id, ...more] = words;
  if (more.length > 0 || (id !== undefined && !/^[1-9]\d{0,14}$/.test(id)))
    throw new UsageError(
      "HISTORY_OF_WHAT",
      `"${words.slice(1).join(" ")}" is no id of a record.`,
      "Type a domain and an id: `pitstop history car 17`.",
    );
  const wanted = { id: id === undefined ? undefined : Number(id), limit: limitOf(limit) };
  const { api } = (await import(pathToFileURL(join(root, apiFile)).href)) as { api: Api }; // as packages/api defines it
  if (api.definition.changeLog === undefined) throw noChangeLog();
  const changes = await withDatabase(root, (orm) => api.changesOf(orm.em.fork(), domain, wanted));
  if (!changes)
    throw new UsageError(
      "HISTORY_OF_WHAT",
      `There is no domain "${domain}".`,
      `Choose one of ${Object.keys(api.definition.domains).join(", ")}.`,
    );
  const lines = changes.flatMap((change) => linesOf(change, { withId: id === undefined }));
  output.answer({ changes }, lines.length === 0 ? "No change is logged." : lines.join("\n"));
}

function limitOf(text: string): number {
  if (text === "all") return Number.MAX_SAFE_INTEGER;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new UsageError(
    "HISTORY_LIMIT",
    `"${text}" is no number of changes.`,
    "Pass --limit 100, or --limit all.",
  );
}

const noChangeLog = (): CliError =>
  new CliError(
    "NO_CHANGE_LOG",
    "This application logs no changes.",
    "docs/guides/see-who-changed-what.md shows how to turn the change log on.",
    { exitCode: exitCodes.failed },
  );
