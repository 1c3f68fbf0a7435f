/**
 * Lets the process go on when nobody reads its output any longer, as in `pitstop docs | head`: what it began is finished,
 * and no stack trace tells of a broken pipe.
 *
 * @example
 * outliveReader();
 * await run();
 */
export function outliveReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listeners("error").includes(ignoreBrokenPipe)) continue;
    stream.on("error", ignoreBrokenPipe);
  }
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
