/**
 * What commander found wrong with a command line, as a sentence in the form of every other error.
 *
 * @example
 * usageMessage("error: unknown option '--dryrun'\n(Did you mean --dry-run?)"); // Unknown option '--dryrun'.
 */
export function usageMessage(message: string): string {
  const [first = ""] = message.replace(/^error: /, "").split("\n");
  return `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, "")}.`;
}
