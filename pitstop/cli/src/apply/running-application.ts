// How a command reaches the application that runs on this workspace (`pnpm start`), which otherwise follows the files
// once no command changes them. Each start is a file in `.pitstop/running` with the address that it takes requests at.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CliError, exitCodes } from "../errors.ts";
import type { Order } from "../plan.ts";
import { runningFolder } from "./follow.ts";
import { readText, writeText } from "./write-file.ts";

/** What a start is asked: to serve what the files say now, to let requests wait, to serve them again. */
type Request = "follow" | "hold" | "release";

/** The parts of a change at which a running application is told. Each does nothing where none runs. */
export interface Turn {
  /** Before the database changes. Throws CliError APPLICATION_FAILED where it doesn't start with the files as they are. */
  begin(): Promise<void>;
  /** Once the database has changed. Throws as `begin`. */
  end(): Promise<void>;
  /** In the end, whatever happened. */
  release(): Promise<void>;
}

/** Takes turns so that a running application fails no request. */
export function turnsOf(root: string, order: Order): Turn {
  const nothing = async () => undefined;
  if (order === "database first") return { begin: nothing, end: nothing, release: nothing };
  if (order === "code first") return { begin: () => ask(root, "follow"), end: nothing, release: nothing };
  return {
    begin: () => ask(root, "hold"),
    end: () => ask(root, "follow"),
    release: () => ask(root, "release"),
  };
}

/** The order of the way back: what had to go first has to return last. */
export const reversed = (order: Order): Order =>
  ({ "database first": "code first", "code first": "database first", together: "together" })[order] as Order;

async function ask(root: string, request: Request): Promise<void> {
  const folder = runningFolder(root);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".address")) : [];
  const answers = await Promise.all(files.map((file) => answerOf(join(folder, file), request)));
  const failure = answers.find((answer) => answer !== undefined);
  if (failure === undefined) return;
  throw new CliError(
    "APPLICATION_FAILED",
    `The running application doesn't start with this change:\n${failure}`,
    "Fix what it names, then run the command again.",
    { exitCode: exitCodes.failed },
  );
}

/** Undefined where the start did what it was asked. One that was killed left its file. */
async function answerOf(file: string, request: Request): Promise<string | undefined> {
  const address = readText(file);
  if (address === null) return undefined;
  const response = await fetch(`${address}/${request}`, { method: "POST" }).catch(() => undefined);
  if (response === undefined) writeText(file, null);
  return response === undefined || response.ok ? undefined : response.text();
}
