import type { Domain } from "../domains.ts";
import { writableFieldsOf } from "../fields.ts";
import { useCreation } from "../form/use-creation.ts";
import { type FormValues, readValues } from "../form/validation.ts";

interface CreateAgain {
  createAgain: (values: FormValues) => void;
  isCreating: boolean;
  /** What kept it from being created. */
  refusal: unknown;
}

/** Creates a record from what a form holds after its own has been deleted, and goes to its page. */
export function useCreateAgain(domain: Domain, finish: (id: number) => Promise<void>): CreateAgain {
  const { mutate, isPending, error } = useCreation(domain, { finish });
  return {
    createAgain: (values) => mutate(readValues(writableFieldsOf(domain), values).input),
    isCreating: isPending,
    refusal: error,
  };
}
