import { Alert, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Row } from "../api.ts";
import { useApplication } from "../application.ts";
import { type Domain, nameOf, referencesTo } from "../domains.ts";
import { PendingButton } from "../form/pending-button.tsx";
import { useRestore } from "../history/use-restore.ts";
import { Icon } from "../icon.tsx";
import { notifySuccess } from "../notify.tsx";
import { problemOf } from "../problem.ts";
import { inSentence } from "../words.ts";
import { References, useIsUsed } from "./references.tsx";

interface DeleteDialogProps {
  domain: Domain;
  /** The record to ask about; without one the dialog is closed. */
  row: Row | undefined;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before a record goes, and says why where it cannot go. Once it is on its way, the dialog waits for the answer. */
export function DeleteDialog({ domain, row, onClose, onDeleted }: DeleteDialogProps) {
  // Still shown while the dialog fades out. (It is never unmounted, so that it can give the focus back.)
  const [shown, setShown] = useState(row);
  const [isPending, setIsPending] = useState(false);
  if (row && row !== shown) setShown(row);
  return (
    <Modal
      opened={row !== undefined}
      onClose={isPending ? () => undefined : onClose}
      title={shown && `Delete “${nameOf(domain, shown)}”?`}
      centered
    >
      {shown && (
        <Question
          key={shown.id}
          domain={domain}
          row={shown}
          onPending={setIsPending}
          onClose={onClose}
          onDeleted={onDeleted}
        />
      )}
    </Modal>
  );
}

interface QuestionProps extends Omit<DeleteDialogProps, "row"> {
  row: Row;
  onPending: (isPending: boolean) => void;
}

function Question({ domain, row, onPending, onClose, onDeleted }: QuestionProps) {
  const { proceduresOf } = useApplication();
  const restore = useRestore(domain);
  const name = nameOf(domain, row);
  const removal = useMutation(
    proceduresOf(domain).delete.mutationOptions({
      onMutate: () => onPending(true),
      onSettled: () => onPending(false),
      onSuccess: () => {
        notifySuccess(
          `${domain.label.one} “${name}” was deleted.`,
          domain.hasHistory && domain.may.has("create") ? () => void restore({ id: row.id }) : undefined,
        );
        onDeleted();
      },
    }),
  );
  const problem = removal.error ? problemOf(removal.error) : undefined;
  const isStale = problem?.reason === "stale";
  const isReferenced = problem?.reason === "referenced";
  const isGone = problem?.code === "NOT_FOUND";
  const isAsking = !isReferenced && !isGone;
  return (
    <Stack gap="md">
      {isAsking && referencesTo(domain).length > 0 && <UsedBy domain={domain} row={row} />}
      {isAsking && (
        <Text size="sm">
          The {inSentence(domain.label.one)} <strong>{name}</strong>{" "}
          {domain.hasHistory ? "will go to the trash." : "will be deleted for good."}
        </Text>
      )}
      {problem && (
        <Alert
          role="alert"
          color="red"
          variant="default"
          icon={<Icon name="alert" size={20} />}
          title={isGone ? "Already deleted" : "Not deleted"}
        >
          <Text size="sm">{problem.message}</Text>
          {isReferenced && <References domain={domain} row={row} />}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <PendingButton
          variant="default"
          isIdle={removal.isPending}
          onClick={isGone ? onDeleted : onClose}
          data-autofocus
        >
          {isReferenced || isGone ? "Close" : "Cancel"}
        </PendingButton>
        {isAsking && (
          <PendingButton
            color="red"
            isPending={removal.isPending}
            // With the version, what somebody changed in the meantime is not deleted unseen.
            onClick={() => removal.mutate(isStale ? { id: row.id } : { id: row.id, version: row.version })}
          >
            {isStale ? "Delete anyway" : "Delete"}
          </PendingButton>
        )}
      </Group>
    </Stack>
  );
}

/** Who refers to the record. It is as tall before they are counted as after that: the buttons below it don't move. */
function UsedBy({ domain, row }: { domain: Domain; row: Row }) {
  const isUsed = useIsUsed(domain, row);
  return (
    <Alert
      variant="default"
      icon={<Icon name={isUsed ? "alert" : "box"} size={20} />}
      title={isUsed ? "Others refer to it" : "Used by"}
    >
      <References domain={domain} row={row} />
      <Text size="sm" mt="xs">
        What others refer to usually can't be deleted.
      </Text>
    </Alert>
  );
}
