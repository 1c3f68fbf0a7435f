/** A command in its full words, with quotes where a shell needs them: for notes, hints and the journal. */
export function commandWords(
  name: string,
  positional: readonly string[],
  flags: Record<string, unknown> = {},
): string {
  const given = Object.entries(flags)
    .flatMap(([flag, value]) =>
      Array.isArray(value) ? value.map((each) => [flag, each] as const) : [[flag, value] as const],
    )
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([flag, value]) => {
      const word = `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      return value === true ? word : `${word} ${shellWord(String(value))}`;
    });
  return [name, ...positional.map(shellWord), ...given].join(" ");
}

const shellWord = (text: string): string =>
  /^[\w:,.!=@%+/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
