import type pg from "pg";
import type { OnProgress } from "../progress.ts";
import type { DatabaseFacts } from "./facts.ts";
import type { Manifest } from "./manifest.ts";

/** What each way of backing up is given. */
export interface Making {
  readonly url: string;
  /** To the database of `url`; closed by whoever opened it. */
  readonly client: pg.Client;
  readonly facts: DatabaseFacts;
  /** Where the files go. */
  readonly folder: string;
  readonly jobs: number;
  /** In milliseconds. */
  readonly lockTimeout: number;
  readonly onProgress?: OnProgress | undefined;
}

export type MadeBackup = Pick<Manifest, "method" | "tool" | "fingerprints">;
