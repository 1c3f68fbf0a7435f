/** How long what is open may keep the process, in milliseconds: by then, compilations in the background are done. */
const GRACE = 200;

/**
 * Ends the process by itself, and where something keeps it open, after a moment by force. Right after its work,
 * `process.exit` may wait forever: for a compilation in the background, which waits for a garbage collection that no
 * longer comes (https://github.com/nodejs/node/issues/54918).
 *
 * @example
 * await run();
 * endProcess(0);
 */
export function endProcess(code: string | number): void {
  process.exitCode = code;
  setTimeout(() => process.exit(), GRACE).unref();
}
