import { Paper, Title } from "@mantine/core";
import type { Row } from "../api.ts";
import type { Domain } from "../domains.ts";
import { PendingButton } from "../form/pending-button.tsx";
import { inSentence } from "../words.ts";
import { ChangePages } from "./change-pages.tsx";
import { useRestoreButtons } from "./use-restore.ts";

/** Who changed a record, when, and what; and a way back to each version. */
export function RecordHistory({ domain, record }: { domain: Domain; record: Row }) {
  const restoring = useRestoreButtons(domain);
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="section" aria-labelledby="history">
      <Title order={2} size="h5" id="history" mb="sm">
        History
      </Title>
      <ChangePages
        domain={domain}
        id={record.id}
        empty={`Nothing is logged of this ${inSentence(domain.label.one)} yet.`}
        more="Show earlier changes"
      >
        {(change) =>
          domain.may.has("update") &&
          change.action !== "delete" &&
          change.version < record.version && (
            <PendingButton
              size="compact-sm"
              variant="default"
              aria-label={`Restore version ${change.version}`}
              {...restoring(change, { id: record.id, to: change.version, version: record.version })}
            >
              Restore this version
            </PendingButton>
          )
        }
      </ChangePages>
    </Paper>
  );
}
