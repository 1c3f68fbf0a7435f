import { useCallback, useEffect, useRef } from "react";

/**
 * Whether a component is still on the page, for what comes back from the server: whoever has gone elsewhere in the
 * meantime is not to be taken away from there.
 */
export function useIsShown(): () => boolean {
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  return useCallback(() => isShown.current, []);
}
