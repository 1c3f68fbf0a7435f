import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useApplication } from "../application.ts";
import { type Domain, nameOf } from "../domains.ts";
import { writableFieldsOf } from "../fields.ts";
import { type FormValues, readValues } from "../form/validation.ts";
import { useIsShown } from "../is-shown.ts";
import { useListPlace } from "../list/list-place.ts";
import { notifyProblem, notifySuccess } from "../notify.tsx";
import { problemOf } from "../problem.ts";

interface CreateAgain {
  createAgain: (values: FormValues) => void;
  isCreating: boolean;
  /** What kept it from being created. */
  refusal: unknown;
}

/** Creates a record from what a form holds after its own has been deleted, and goes to its page. */
export function useCreateAgain(domain: Domain, finish: (id: number) => Promise<void>): CreateAgain {
  const { proceduresOf } = useApplication();
  const navigate = useNavigate();
  const place = useListPlace();
  const isShown = useIsShown();
  const creation = useMutation(
    proceduresOf(domain).create.mutationOptions({
      onSuccess: async (row) => {
        await finish(row.id).catch((error: unknown) => notifyProblem(problemOf(error).message));
        notifySuccess(`${domain.label.one} “${nameOf(domain, row)}” was created.`);
        if (!isShown()) return;
        void navigate({
          to: "/$plural/$id",
          params: { plural: domain.plural, id: String(row.id) },
          state: { list: place },
          ignoreBlocker: true,
        });
      },
    }),
  );
  return {
    createAgain: (values) => creation.mutate(readValues(writableFieldsOf(domain), values).input),
    isCreating: creation.isPending,
    refusal: creation.error,
  };
}
