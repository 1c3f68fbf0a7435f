import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Row } from "../api.ts";
import { useApplication } from "../application.ts";
import { type Domain, nameOf } from "../domains.ts";
import { useIsShown } from "../is-shown.ts";
import { useListPlace } from "../list/list-place.ts";
import { notifyProblem, notifySuccess } from "../notify.tsx";
import { problemOf } from "../problem.ts";

interface CreationOptions {
  /** Stores what belongs to the record, by its id. */
  finish: (id: number) => Promise<void>;
  /** Called before its page is shown. */
  onLeave?: (row: Row) => void;
  onError?: (error: unknown) => void;
}

interface Creation {
  mutate: (input: Record<string, unknown>) => void;
  isPending: boolean;
  /** What kept it from being created. */
  error: unknown;
}

/** Creates a record and leads to its page, unless somebody has gone elsewhere meanwhile. */
export function useCreation(domain: Domain, { finish, onLeave, onError }: CreationOptions): Creation {
  const { proceduresOf } = useApplication();
  const navigate = useNavigate();
  const place = useListPlace();
  const isShown = useIsShown();
  return useMutation(
    proceduresOf(domain).create.mutationOptions({
      onSuccess: async (row) => {
        await finish(row.id).catch((error: unknown) => notifyProblem(problemOf(error).message));
        notifySuccess(`${domain.label.one} “${nameOf(domain, row)}” was created.`);
        if (!isShown()) return;
        onLeave?.(row);
        void navigate({
          to: "/$plural/$id",
          params: { plural: domain.plural, id: String(row.id) },
          state: { list: place },
          ignoreBlocker: true,
        });
      },
      onError: (error) => onError?.(error),
    }),
  );
}
