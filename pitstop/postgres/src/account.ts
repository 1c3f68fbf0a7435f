import { chownSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** `nobody`: PostgreSQL refuses to run as root, and creating an account on somebody's machine is not ours to do. */
const NOBODY = { uid: 65534, gid: 65534 };

const SEARCHABLE_BY_OTHERS = 0o001;

/** The account that the server runs under, or undefined for the present one. */
export function serverAccount(): { uid: number; gid: number } | undefined {
  return process.getuid?.() === 0 ? NOBODY : undefined;
}

/** Whether the server's account gets to a path: a root's home, say, lets nobody else through. */
export function isReachable(path: string): boolean {
  if (!serverAccount()) return true;
  const parent = dirname(path);
  if (parent === path) return true;
  const stat = statSync(parent, { throwIfNoEntry: false });
  const isOpen = !stat?.isDirectory() || (stat.mode & SEARCHABLE_BY_OTHERS) !== 0;
  return isOpen && isReachable(parent);
}

/** Gives a file or folder to the server's account. */
export function handOver(path: string): void {
  const account = serverAccount();
  if (account) chownSync(path, account.uid, account.gid);
}
