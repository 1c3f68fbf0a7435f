import { Button, Grid, Paper, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { proceduresOf, type Row } from "../api.ts";
import { type Domain, nameOf } from "../domains.ts";
import { fieldsOf } from "../fields.ts";
import { FormActions } from "../form/form-actions.tsx";
import { FormProblem } from "../form/form-problem.tsx";
import { PendingButton } from "../form/pending-button.tsx";
import { RecordFields } from "../form/record-fields.tsx";
import { StaleAlert } from "../form/stale-alert.tsx";
import { UnsavedGuard } from "../form/unsaved-guard.tsx";
import { useRecordForm } from "../form/use-record-form.ts";
import { type FormValues, readChanges, schemaErrors } from "../form/validation.ts";
import { Icon } from "../icon.tsx";
import { useListPlace } from "../list/list-place.ts";
import { notifySuccess } from "../notify.tsx";
import { PageHeader } from "../page-header.tsx";
import { problemOf } from "../problem.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { RecordDetails } from "./record-details.tsx";

/** `record` is what is stored now, as far as we know; the form may have started from an older one. */
export function EditPage({ domain, record }: { domain: Domain; record: Row }) {
  const fields = fieldsOf(domain);
  const procedures = proceduresOf(domain);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const place = useListPlace();
  const [base, setBase] = useState(record);
  const [isDeleting, setIsDeleting] = useState(false);
  const { form, focusFirst, showErrors, restart } = useRecordForm(fields, record, (values) => {
    const { input, errors } = readChanges(fields, values, base);
    return { ...schemaErrors(domain.update, { id: base.id, version: base.version, ...input }), ...errors };
  });
  const isDirty = form.isDirty();
  const isStale = record.version !== base.version;

  const startFrom = (row: Row): void => {
    setBase(row);
    restart(row);
  };

  const update = useMutation(
    procedures.update.mutationOptions({
      onSuccess: (row) => {
        queryClient.setQueryData(procedures.byId.queryKey({ id: row.id }), row);
        startFrom(row);
        notifySuccess(`${domain.label.one} “${nameOf(domain, row)}” was saved.`);
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
  const problem = update.error ? problemOf(update.error) : undefined;

  const save = (version: number) => (values: FormValues) => {
    if (update.isPending) return;
    const { input } = readChanges(fields, values, base);
    if (Object.keys(input).length === 0) return startFrom(record);
    update.mutate({ ...input, id: base.id, version });
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
        <Button variant="default" leftSection={<Icon name="trash" />} onClick={() => setIsDeleting(true)}>
          Delete
        </Button>
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
                isSaving={update.isPending}
                onLoad={() => {
                  update.reset();
                  startFrom(record);
                }}
                onSaveOver={() => form.onSubmit(save(record.version), focusFirst)()}
              />
            )}
            {problem &&
              problem.reason !== "stale" &&
              !fields.some(({ inputKey }) => inputKey in problem.fields) && <FormProblem problem={problem} />}
            <Paper withBorder p={{ base: "md", sm: "lg" }}>
              <form noValidate onSubmit={form.onSubmit(save(base.version), focusFirst)}>
                <RecordFields fields={fields} form={form} row={base} />
                <FormActions>
                  <PendingButton variant="default" isIdle={!isDirty} onClick={() => startFrom(record)}>
                    Undo changes
                  </PendingButton>
                  <PendingButton type="submit" isIdle={!isDirty} isPending={update.isPending}>
                    Save
                  </PendingButton>
                </FormActions>
              </form>
            </Paper>
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
