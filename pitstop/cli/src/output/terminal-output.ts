/** Whether a person watches a terminal: nothing moves in a log. */
export const isTerminalOutput = (): boolean => process.stderr.isTTY === true && !process.env.CI;
