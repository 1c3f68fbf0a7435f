// A JavaScript number can't hold every number that JSON can write. Whoever parses an input notes here which objects and
// lists lost digits of theirs, because a parsed value no longer shows it.
const rounded = new WeakMap<object, string>();

/** Notes that a number in an object or a list was rounded; `written` is how the input had it. */
export function noteRounded(holder: object, written: string): void {
  rounded.set(holder, written);
}

/** How the input wrote a number that was rounded in this object or list; undefined where none was. */
export const roundedIn = (holder: object): string | undefined => rounded.get(holder);
