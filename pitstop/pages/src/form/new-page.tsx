import { Paper, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useApplication } from "../application.ts";
import type { Domain } from "../domains.ts";
import { writableFieldsOf } from "../fields.ts";
import { ButtonLink } from "../links.tsx";
import { useListPlace } from "../list/list-place.ts";
import { PageHeader } from "../page-header.tsx";
import { type Problem, problemOf } from "../problem.ts";
import { TagFields } from "../tags/tag-fields.tsx";
import { useTags } from "../tags/use-tags.ts";
import { inSentence } from "../words.ts";
import { FormActions } from "./form-actions.tsx";
import { FormProblem } from "./form-problem.tsx";
import { PendingButton } from "./pending-button.tsx";
import { RecordFields } from "./record-fields.tsx";
import { inFormOrder } from "./sections.ts";
import { handOnTyped } from "./typed-since.ts";
import { UnsavedGuard } from "./unsaved-guard.tsx";
import { useCreation } from "./use-creation.ts";
import { inputId, useRecordForm } from "./use-record-form.ts";
import { changedSince, type FormValues, readValues, schemaErrors } from "./validation.ts";

export function NewPage({ domain }: { domain: Domain }) {
  const { proceduresOf, isReady } = useApplication();
  const fields = writableFieldsOf(domain);
  const queryClient = useQueryClient();
  const place = useListPlace();
  const sent = useRef<FormValues>({});
  const { form, focusFirst, showErrors } = useRecordForm(fields, undefined, (values) => {
    const { input, errors } = readValues(fields, values);
    return { ...schemaErrors(domain.create, input), ...errors };
  });
  const tags = useTags(domain, undefined);
  const creation = useCreation(domain, {
    finish: (id) => tags.save(id, true),
    onLeave: (row) => {
      queryClient.setQueryData(proceduresOf(domain).byId.queryKey({ id: row.id }), row);
      handOnTyped(queryClient, domain, row.id, changedSince(sent.current, form.getValues()));
    },
    onError: (error) => showErrors(problemOf(error).fields),
  });
  const problem = creation.error ? problemOf(creation.error) : undefined;
  const submit = (values: FormValues) => {
    if (creation.isPending) return;
    sent.current = values;
    creation.mutate(readValues(fields, values).input);
  };

  const [first] = inFormOrder(fields);
  // By its id: what the user may do may arrive later, and brings new fields, while somebody is typing elsewhere.
  const firstInput = first && inputId(first);
  useEffect(() => {
    const input = firstInput ? document.getElementById(firstInput) : null;
    const isElsewhereInForm = input?.closest("form")?.contains(document.activeElement);
    // What isn't shown yet can't have the focus.
    if (isReady && !isElsewhereInForm) input?.focus();
  }, [firstInput, isReady]);

  return (
    <Stack gap="md" maw="44rem">
      <PageHeader title={`New ${inSentence(domain.label.one)}`} parent={domain} />
      {problem && !isShownAtFields(problem) && <FormProblem problem={problem} />}
      <Paper withBorder p={{ base: "md", sm: "lg" }}>
        <form noValidate onSubmit={form.onSubmit(submit, focusFirst)}>
          <RecordFields fields={fields} form={form} />
          <TagFields sets={tags.sets} id={undefined} />
          <FormActions>
            <ButtonLink variant="default" to="/$plural" params={{ plural: domain.plural }} search={place}>
              Cancel
            </ButtonLink>
            <PendingButton type="submit" isPending={creation.isPending}>
              Create {inSentence(domain.label.one)}
            </PendingButton>
          </FormActions>
        </form>
      </Paper>
      <UnsavedGuard isDirty={form.isDirty() || tags.isDirty} />
    </Stack>
  );

  function isShownAtFields({ fields: messages }: Problem): boolean {
    return fields.some(({ inputKey }) => inputKey in messages);
  }
}
