import type { QueryClient } from "@tanstack/react-query";
import type { Domain } from "../domains.ts";
import type { FormValues } from "./validation.ts";

/** What somebody typed into the form of a new record while the server created it, and in which field they still type. */
interface TypedSince {
  values: FormValues;
  focus: string | undefined;
}

const keyOf = (domain: Domain, id: number) => ["typed since", domain.name, id];

/** Hands it on to the page of the record. */
export function handOnTyped(queryClient: QueryClient, domain: Domain, id: number, values: FormValues): void {
  if (Object.keys(values).length === 0) return;
  const focus = document.activeElement?.id;
  queryClient.setQueryData<TypedSince>(keyOf(domain, id), { values, focus });
}

/** Takes it over, once. */
export function takeTyped(queryClient: QueryClient, domain: Domain, id: number): TypedSince | undefined {
  const queryKey = keyOf(domain, id);
  const typed = queryClient.getQueryData<TypedSince>(queryKey);
  queryClient.removeQueries({ queryKey });
  return typed;
}
