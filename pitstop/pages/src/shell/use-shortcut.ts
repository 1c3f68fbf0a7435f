import { useEffect, useEffectEvent } from "react";
import { type Shortcut, shortcutOf } from "./shortcut.ts";

/** Does something when its keys are pressed, in place of what the browser would do. */
export function useShortcut(shortcut: Shortcut, action: () => void): void {
  const act = useEffectEvent(action);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.matches("input, textarea, select, [contenteditable]");
      const isBehindDialog = document.querySelector('[role="dialog"]') !== null;
      const { key, ctrlKey, metaKey, altKey } = event;
      if (shortcutOf({ key, ctrlKey, metaKey, altKey, isTyping, isBehindDialog }) !== shortcut) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [shortcut]);
}
