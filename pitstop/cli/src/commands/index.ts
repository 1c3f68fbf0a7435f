import type { Command, PassedThrough } from "../command-line/command.ts";
import { backfill } from "./backfill.ts";
import { backup } from "./backup.ts";
import { check } from "./check.ts";
import { completion } from "./completion.ts";
import { continueKept } from "./continue.ts";
import { contract } from "./contract.ts";
import { docs } from "./docs.ts";
import { history } from "./history.ts";
import { keyCreate } from "./key-create.ts";
import { keyList } from "./key-list.ts";
import { keyRevoke } from "./key-revoke.ts";
import { lint } from "./lint.ts";
import { merge } from "./merge.ts";
import { migrate } from "./migrate.ts";
import { recover } from "./recover.ts";
import { rehearse } from "./rehearse.ts";
import { restore } from "./restore.ts";
import { status } from "./status.ts";
import { undo } from "./undo.ts";
import { userChange } from "./user-change.ts";
import { userCreate } from "./user-create.ts";
import { userList } from "./user-list.ts";
import { userRemove } from "./user-remove.ts";

/** Every command beside the operations, in the order of `pitstop --help`. */
export const commands: readonly (Command | PassedThrough)[] = [
  undo,
  continueKept,
  recover,
  check,
  status,
  merge,
  migrate,
  backup,
  restore,
  rehearse,
  backfill,
  lint,
  contract,
  docs,
  history,
  keyCreate,
  keyList,
  keyRevoke,
  userCreate,
  userList,
  userChange,
  userRemove,
  completion,
];
