/** A record that can be chosen. */
export interface Option {
  id: number;
  name: string;
}

/** The options of before that what is typed by now can still match. */
export function stillMatching(options: readonly Option[], search: string): readonly Option[] {
  const part = search.toLocaleLowerCase();
  return options.filter(({ name }) => name.toLocaleLowerCase().includes(part));
}

/**
 * The options after an answer: those that are shown and still match stay where they are, and new ones follow below. None
 * moves under the pointer of somebody who is about to choose it.
 */
export function steadyOptions(
  shown: readonly Option[],
  found: readonly Option[],
  search: string,
): readonly Option[] {
  const staying = stillMatching(shown, search);
  return [...staying, ...found.filter(({ id }) => !staying.some((option) => option.id === id))];
}
