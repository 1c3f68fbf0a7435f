import { Button, Grid, Paper, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Row } from "../api.ts";
import { useApplication } from "../application.ts";
import { type Domain, nameOf } from "../domains.ts";
import { fieldsOf } from "../fields.ts";
import { FormActions } from "../form/form-actions.tsx";
import { FormProblem } from "../form/form-problem.tsx";
import { GoneAlert } from "../form/gone-alert.tsx";
import { PendingButton } from "../form/pending-button.tsx";
import { RecordFields } from "../form/record-fields.tsx";
import { StaleAlert } from "../form/stale-alert.tsx";
import { takeTyped } from "../form/typed-since.ts";
import { UnsavedGuard } from "../form/unsaved-guard.tsx";
import { useRecordForm } from "../form/use-record-form.ts";
import { type FormValues, readChanges, schemaErrors } from "../form/validation.ts";
import { useRestore } from "../history/use-restore.ts";
import { Icon } from "../icon.tsx";
import { useIsShown } from "../is-shown.ts";
import { useListPlace } from "../list/list-place.ts";
import { notifySuccess } from "../notify.tsx";
import { PageHeader } from "../page-header.tsx";
import { problemOf } from "../problem.ts";
import { TagFields } from "../tags/tag-fields.tsx";
import { useTags } from "../tags/use-tags.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { RecordDetails } from "./record-details.tsx";
import { useCreateAgain } from "./use-create-again.ts";

/** It is below the form: what people come for is there before it. */
const RecordHistory = lazy(async () => ({
  default: (await import("../history/loaded-later.ts")).RecordHistory,
}));

/** `record` is what is stored now, as far as we know; the form may have started from an older one. */
export function EditPage({ domain, record }: { domain: Domain; record: Row }) {
  const fields = fieldsOf(domain);
  const procedures = useApplication().proceduresOf(domain);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const place = useListPlace();
  const [base, setBase] = useState(record);
  const [isDeleting, setIsDeleting] = useState(false);
  const restore = useRestore(domain);
  const { form, focusFirst, showErrors, restart } = useRecordForm(fields, record, (values) => {
    const { input, errors } = readChanges(fields, values, base);
    return { ...schemaErrors(domain.update, { id: base.id, version: base.version, ...input }), ...errors };
  });
  const tags = useTags(domain, record);
  const isDirty = form.isDirty() || tags.isDirty;
  // An answer that was overtaken is older than what was saved.
  const isStale = record.version > base.version;
  const isShown = useIsShown();
  const sent = useRef<FormValues>(undefined);

  const startFrom = (row: Row, since?: FormValues): void => {
    setBase(row);
    restart(row, since);
  };

  // On from the form of a new record, in which somebody kept typing.
  useEffect(() => {
    const typed = takeTyped(queryClient, domain, record.id);
    if (!typed) return;
    form.setValues(typed.values);
    if (typed.focus) document.getElementById(typed.focus)?.focus();
  }, [queryClient, domain, record.id, form.setValues]);

  const update = useMutation(
    procedures.update.mutationOptions({
      onSuccess: (row) => {
        queryClient.setQueryData(procedures.byId.queryKey({ id: row.id }), row);
        startFrom(row, sent.current);
        const isTakenBack = domain.hasHistory && row.version > base.version;
        notifySuccess(
          `${domain.label.one} “${nameOf(domain, row)}” was saved.`,
          isTakenBack
            ? () => void restore({ id: row.id, to: row.version - 1, version: row.version })
            : undefined,
        );
      },
      onError: (error) => {
        const problem = problemOf(error);
        showErrors(problem.fields);
        // The newer record comes in as `record`, and the alert shows what differs.
        if (problem.reason === "stale")
          void queryClient.invalidateQueries(procedures.byId.queryFilter({ id: base.id }));
      },
    }),
  );
  const tagging = useMutation({
    mutationFn: () => tags.save(base.id),
    onSuccess: () => notifySuccess(`What “${nameOf(domain, base)}” belongs to was saved.`),
  });
  const isSaving = update.isPending || tagging.isPending;
  const { createAgain, isCreating, refusal } = useCreateAgain(domain, (id) => tags.save(id, true));
  const error = refusal ?? update.error ?? tagging.error;
  const problem = error ? problemOf(error) : undefined;
  const isGone = problem?.code === "NOT_FOUND";

  const save = (version: number) => (values: FormValues) => {
    if (isSaving) return;
    const { input } = readChanges(fields, values, base);
    const saveTags = () => tags.isDirty && tagging.mutate();
    if (Object.keys(input).length > 0) {
      sent.current = values;
      update.mutate({ ...input, id: base.id, version }, { onSuccess: saveTags });
    } else if (tags.isDirty) saveTags();
    else startFrom(isStale ? record : base);
  };

  const undo = () => {
    startFrom(isStale ? record : base);
    tags.undo();
  };

  // Nothing typed, nothing to lose: the form follows what is stored.
  useEffect(() => {
    if (isStale && !isDirty && !update.isPending) {
      setBase(record);
      restart(record);
    }
  }, [isStale, isDirty, update.isPending, record, restart]);

  return (
    <Stack gap="md">
      <PageHeader title={nameOf(domain, base)} parent={domain}>
        {domain.may.has("delete") && (
          <Button variant="default" leftSection={<Icon name="trash" />} onClick={() => setIsDeleting(true)}>
            Delete
          </Button>
        )}
      </PageHeader>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            {isStale && isDirty && (
              <StaleAlert
                domain={domain}
                fields={fields}
                before={base}
                now={record}
                isSaving={isSaving}
                onLoad={() => {
                  update.reset();
                  startFrom(record);
                }}
                onSaveOver={() => form.onSubmit(save(record.version), focusFirst)()}
              />
            )}
            {isGone && (
              <GoneAlert
                domain={domain}
                isCreating={isCreating}
                onCreateAgain={() => createAgain(form.values)}
              />
            )}
            {problem &&
              !isGone &&
              problem.reason !== "stale" &&
              !fields.some(({ inputKey }) => inputKey in problem.fields) && <FormProblem problem={problem} />}
            <Paper withBorder p={{ base: "md", sm: "lg" }}>
              <form noValidate onSubmit={form.onSubmit(save(base.version), focusFirst)}>
                <RecordFields fields={fields} form={form} row={base} />
                <TagFields sets={tags.sets} id={base.id} />
                {(domain.may.has("update") || tags.canChange) && (
                  <FormActions>
                    <PendingButton variant="default" isIdle={!isDirty} onClick={undo}>
                      Undo changes
                    </PendingButton>
                    <PendingButton type="submit" isIdle={!isDirty} isPending={isSaving}>
                      Save
                    </PendingButton>
                  </FormActions>
                )}
              </form>
            </Paper>
            {domain.hasHistory && (
              <Suspense>
                <RecordHistory domain={domain} record={record} />
              </Suspense>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <RecordDetails domain={domain} record={record} />
        </Grid.Col>
      </Grid>
      <DeleteDialog
        domain={domain}
        row={isDeleting ? record : undefined}
        onClose={() => setIsDeleting(false)}
        onDeleted={() => {
          queryClient.removeQueries(procedures.byId.queryFilter({ id: record.id }));
          if (!isShown()) return;
          void navigate({
            to: "/$plural",
            params: { plural: domain.plural },
            search: place,
            ignoreBlocker: true,
          });
        }}
      />
      <UnsavedGuard isDirty={isDirty} />
    </Stack>
  );
}
