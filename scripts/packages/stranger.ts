import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Manifest } from "./publishable.ts";
import { emptyFolder, npm } from "./registry.ts";

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that goes on running. */
export interface Running {
  /** Settled when it has printed a text. Throws with what it printed where it ends before. */
  until(text: string): Promise<void>;
  /** Ends it politely, and waits for that. */
  stop(): Promise<void>;
}

/** A project of somebody who knows this repository's packages from the registry alone. */
export class Stranger {
  readonly folder: string;
  readonly #environment: Record<string, string>;

  constructor(folder: string, environment: Readonly<Record<string, string>>) {
    this.folder = emptyFolder(folder);
    this.#environment = { ...environment };
  }

  set(variable: string, value: string): void {
    this.#environment[variable] = value;
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  /** Replaces text in a file. Throws where it isn't there. */
  edit(path: string, changes: Readonly<Record<string, string>>): void {
    let text = readFileSync(join(this.folder, path), "utf8");
    for (const [from, to] of Object.entries(changes)) {
      if (!text.includes(from)) throw new Error(`${path} doesn't contain ${from}`);
      text = text.replace(from, to);
    }
    writeFileSync(join(this.folder, path), text);
  }

  /** The manifest of a package that is installed here. */
  manifestOf(name: string, folder = "."): Manifest {
    const path = join(this.folder, folder, "node_modules", name, "package.json");
    return JSON.parse(readFileSync(path, "utf8"));
  }

  install(...packages: readonly string[]): void {
    npm(this.folder, ["install", "--save-exact", ...packages], this.#environment);
  }

  /** Runs a program that is installed here, as npx does where one is. */
  npx(name: string, ...args: readonly string[]): Ran {
    return this.run("npx", "--no", "--", name, ...args);
  }

  run(program: string, ...args: readonly string[]): Ran {
    return this.runIn(".", program, ...args);
  }

  runIn(folder: string, program: string, ...args: readonly string[]): Ran {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: join(this.folder, folder),
      env: this.#environment,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    return { status, stdout, stderr };
  }

  /** Starts a program in a folder, with variables of its own. */
  start(
    folder: string,
    variables: Readonly<Record<string, string>>,
    program: string,
    ...args: readonly string[]
  ): Running {
    const child = spawn(program, args, {
      cwd: join(this.folder, folder),
      env: { ...this.#environment, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // what it starts ends with it
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += chunk));
    const ended = once(child, "close");
    return {
      until: async (text) => {
        while (!printed.includes(text)) {
          if (child.exitCode !== null) throw new Error(`${program} ${args.join(" ")} ended:\n${printed}`);
          await pause(50);
        }
      },
      stop: async () => {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
        await ended;
      },
    };
  }
}
