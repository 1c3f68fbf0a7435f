import { useState } from "react";
import type { Change, Restoration } from "../api.ts";
import { useApplication } from "../application.ts";
import { type Domain, nameOf } from "../domains.ts";
import { notifyProblem, notifySuccess } from "../notify.tsx";
import { problemOf } from "../problem.ts";

/**
 * Restores a record and says so; a message that outlives the page it came from can call it. It takes back by the same way
 * what it did to a record that is there.
 */
export function useRestore(domain: Domain): (input: Restoration) => Promise<void> {
  const { queryClient, writesOf } = useApplication();
  const restore = async (input: Restoration): Promise<void> => {
    try {
      const row = await writesOf(domain).restore(input);
      const isOfRecord = input.to !== undefined;
      notifySuccess(
        isOfRecord
          ? `“${nameOf(domain, row)}” is as it was in version ${input.to}.`
          : `${domain.label.one} “${nameOf(domain, row)}” is back.`,
        isOfRecord
          ? () => void restore({ id: row.id, to: row.version - 1, version: row.version })
          : undefined,
      );
    } catch (error) {
      notifyProblem(problemOf(error).message);
    }
    // Done, or refused because what is shown is old.
    await queryClient.invalidateQueries();
  };
  return restore;
}

/** The same for the buttons of a list of changes: one at a time, and the others wait until the list says what came of it. */
export function useRestoreButtons(domain: Domain) {
  const restore = useRestore(domain);
  const [restoring, setRestoring] = useState<number | null>(null);
  return (change: Change, input: Restoration) => ({
    isPending: restoring === change.id,
    isIdle: restoring !== null,
    onClick: () => {
      setRestoring(change.id);
      void restore(input).finally(() => setRestoring(null));
    },
  });
}
