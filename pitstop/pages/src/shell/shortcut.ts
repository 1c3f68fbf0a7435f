/** What can be done from the keyboard on every page, by the keys that do it. */
export const shortcuts = {
  save: { keys: ["Ctrl", "S"], does: "Save the form" },
  search: { keys: ["/"], does: "Go to the search box of a list" },
  help: { keys: ["?"], does: "Show this list" },
} as const;

export type Shortcut = keyof typeof shortcuts;

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** The keys write into a field. */
  isTyping: boolean;
  /** A dialog is open: what lies behind it is out of reach. */
  isBehindDialog: boolean;
}

/** The shortcut that a key press stands for. */
export function shortcutOf({
  key,
  ctrlKey,
  metaKey,
  altKey,
  isTyping,
  isBehindDialog,
}: Press): Shortcut | undefined {
  if (isBehindDialog || altKey) return undefined;
  if (ctrlKey || metaKey) return key.toLowerCase() === "s" ? "save" : undefined;
  if (isTyping) return undefined;
  return key === "/" ? "search" : key === "?" ? "help" : undefined;
}
