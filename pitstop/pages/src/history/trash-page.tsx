import { Paper, Stack } from "@mantine/core";
import type { Change } from "../api.ts";
import { type Domain, nameOf } from "../domains.ts";
import { PendingButton } from "../form/pending-button.tsx";
import { Icon } from "../icon.tsx";
import { NotFoundPage } from "../not-found-page.tsx";
import { PageHeader } from "../page-header.tsx";
import { inSentence } from "../words.ts";
import { ChangePages } from "./change-pages.tsx";
import { useRestoreButtons } from "./use-restore.ts";

/** The records of a domain that were deleted lately, and can come back. */
export function TrashPage({ domain }: { domain: Domain }) {
  const restoring = useRestoreButtons(domain);
  const many = inSentence(domain.label.many);
  if (!domain.hasHistory) return <NotFoundPage domain={domain}>Deleted {many} are not kept.</NotFoundPage>;
  return (
    <Stack gap="md">
      <PageHeader
        title="Trash"
        parent={domain}
        description={`Deleted ${many}. They can be restored for a while.`}
      />
      <Paper withBorder p={{ base: "md", sm: "lg" }}>
        <ChangePages domain={domain} empty="The trash is empty." more="Show more">
          {(change) =>
            domain.may.has("create") && (
              <PendingButton
                size="compact-sm"
                variant="default"
                leftSection={<Icon name="undo" />}
                aria-label={`Restore “${nameOfDeleted(domain, change)}”`}
                {...restoring(change, { id: change.recordId })}
              >
                Restore
              </PendingButton>
            )
          }
        </ChangePages>
      </Paper>
    </Stack>
  );
}

/** How people called a record that is gone. */
function nameOfDeleted(domain: Domain, { recordId, changes }: Change): string {
  const values = Object.fromEntries(changes.map(({ name, before }) => [name, before]));
  return nameOf(domain, { ...values, id: recordId });
}
