/** The characters that may take each other's place without a rule minding, most often. */
const ALPHABETS = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"] as const;

/**
 * Texts like those that are given, with other digits and letters: other ones for another number, and the last characters
 * change first. A rule may refuse some: digits alone are changed as long as there are enough of them.
 */
export function variedTexts(values: readonly unknown[], number: number): string[] {
  return values.flatMap((value) => {
    if (typeof value !== "string") return [];
    const digits = varied(value, number, ALPHABETS.slice(0, 1));
    const all = varied(value, number, ALPHABETS);
    const isEnough = number < 10 ** (value.match(/[0-9]/g)?.length ?? 0);
    return isEnough ? [digits, all] : [all, digits];
  });
}

function varied(text: string, number: number, alphabets: readonly string[]): string {
  let rest = number;
  return [...text]
    .toReversed()
    .map((character) => {
      const alphabet = alphabets.find((each) => each.includes(character));
      if (alphabet === undefined) return character;
      const place = alphabet.indexOf(character) + (rest % alphabet.length);
      rest = Math.floor(rest / alphabet.length);
      return alphabet.charAt(place % alphabet.length);
    })
    .toReversed()
    .join("");
}
