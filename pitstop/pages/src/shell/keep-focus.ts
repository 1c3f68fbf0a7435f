/** Where the focus was: the element, and what it stood in, from near to far, with its place among what can be focused. */
interface Place {
  element: Element;
  surroundings: { within: Element; index: number }[];
}

/** So many places are remembered: a dialog closes over the row that opened it, and that may be gone too. */
const MEMORY = 6;

/**
 * Puts the focus back when what had it goes away or can no longer have it (a chip that is removed, a row that is
 * deleted): to what stands in its place now, as near as there is anything. A browser would start over at the top.
 */
export function keepFocus(): () => void {
  const places: Place[] = [];
  let frame = 0;

  const remember = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    places.unshift(placeOf(target));
    places.splice(MEMORY);
  };
  // In the next frame, because a browser takes the focus away from what was disabled only then.
  const check = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const [last] = places;
      const isNowhere = document.activeElement === null || document.activeElement === document.body;
      if (last && isNowhere && !canHaveFocus(last.element)) restore(places);
    });
  };

  const observer = new MutationObserver(check);
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ["disabled", "hidden"],
  });
  document.addEventListener("focusin", remember);
  return () => {
    observer.disconnect();
    document.removeEventListener("focusin", remember);
    cancelAnimationFrame(frame);
  };
}

function placeOf(element: HTMLElement): Place {
  const surroundings: Place["surroundings"] = [];
  for (
    let within = element.parentElement;
    within && within !== document.body;
    within = within.parentElement
  ) {
    surroundings.push({ within, index: focusableIn(within).indexOf(element) });
  }
  return { element, surroundings };
}

function restore(places: readonly Place[]): void {
  for (const { within, index } of places.flatMap(({ surroundings }) => surroundings)) {
    const candidates = within.isConnected ? focusableIn(within) : [];
    const nearest = candidates[Math.max(0, Math.min(index, candidates.length - 1))];
    if (nearest) {
      nearest.focus();
      return;
    }
  }
  document.getElementById("main")?.focus();
}

function focusableIn(within: Element): HTMLElement[] {
  const candidates = within.querySelectorAll<HTMLElement>(
    "a[href], button, input, select, textarea, [tabindex]",
  );
  return [...candidates].filter((element) => element.tabIndex >= 0 && canHaveFocus(element));
}

const canHaveFocus = (element: Element): boolean =>
  element.isConnected &&
  !element.matches(":disabled") &&
  element.checkVisibility({ visibilityProperty: true });
