import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ContractError } from "../errors.ts";

const run = promisify(execFile);

/** The text of a file as a revision of git has it. `path` is relative to `root`, a folder of the repository. */
export async function fileOfRevision(root: string, revision: string, path: string): Promise<string> {
  await git(
    root,
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`],
    (cause) =>
      new ContractError(
        "CONTRACT_REVISION_UNKNOWN",
        `There is no revision "${revision}" in this repository.`,
        "Fetch it (git fetch origin), or name one that is here: git log --oneline. A shallow clone has the last commit alone.",
        { cause },
      ),
  );
  return git(
    root,
    ["show", `${revision}:./${path}`],
    (cause) =>
      new ContractError(
        "CONTRACT_NOT_IN_REVISION",
        `The revision "${revision}" has no ${path}.`,
        "Write it with pitstop contract --write and commit it; until then, compare with a file or a running server.",
        { cause },
      ),
  );
}

/** The names of the files in a folder as a revision of git has them. */
export async function filesOfRevision(root: string, revision: string, folder: string): Promise<string[]> {
  const listed = await git(root, ["ls-tree", "--name-only", revision, `${folder}/`], (cause) => cause);
  return listed.split("\n").filter(Boolean);
}

async function git(root: string, words: string[], explain: (cause: Error) => Error): Promise<string> {
  try {
    const { stdout } = await run("git", words, { cwd: root, maxBuffer: 256 * 1024 * 1024 });
    return stdout;
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    if ("code" in cause && cause.code === "ENOENT") {
      throw new ContractError(
        "CONTRACT_GIT_MISSING",
        "The program git is not there.",
        "Install git, or compare with a file (--file) or a running server (--url).",
        { cause },
      );
    }
    throw explain(cause);
  }
}
