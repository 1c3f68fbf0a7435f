import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { MikroORM } from "@mikro-orm/postgresql";
import { shownDatabase } from "@pitstop/migrator";
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
 * HISTORY_OF_WHAT and HISTORY_LIMIT, and CliError NO_CHANGE_LOG and
 * CHANGE_LOG_MISSING.
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
      `"${words.slice(1).join(" ")}" is not the id of a record.`,
      "Type a domain and an id: `pitstop history car 17`.",
    );
  const wanted = { id: id === undefined ? undefined : Number(id), limit: limitOf(limit) };
  const { api } = (await import(pathToFileURL(join(root, apiFile)).href)) as { api: Api }; // as packages/api defines it
  if (api.definition.changeLog === undefined) throw noChangeLog();
  const changes = await withDatabase(root, async (orm, url) => {
    const [log] = await orm.em.execute<{ is_there: boolean }[]>(
      "select to_regclass('pitstop_history.changes') is not null and to_regclass('pitstop_history.names') is not null as is_there",
    );
    if (log?.is_there !== true) throw changeLogMissing(url);
    return api.changesOf(orm.em.fork(), domain, wanted);
  });
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
    `"${text}" is not a number of changes.`,
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

const changeLogMissing = (url: string): CliError =>
  new CliError(
    "CHANGE_LOG_MISSING",
    `${shownDatabase(url)} has no change log yet: the migration that makes it is pending.`,
    "Run `pnpm --filter db migration:up`.",
    { exitCode: exitCodes.failed },
  );
