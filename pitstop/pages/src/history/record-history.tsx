import { Button, Paper, Title } from "@mantine/core";
import type { Row } from "../api.ts";
import type { Domain } from "../domains.ts";
import { inSentence } from "../words.ts";
import { ChangePages } from "./change-pages.tsx";
import { useRestore } from "./use-restore.ts";

/** Who changed a record, when, and what; and a way back to each version. */
export function RecordHistory({ domain, record }: { domain: Domain; record: Row }) {
  const restore = useRestore(domain);
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
        {({ action, version }) =>
          domain.may.has("update") &&
          action !== "delete" &&
          version < record.version && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Restore version ${version}`}
              onClick={() => void restore({ id: record.id, to: version, version: record.version })}
            >
              Restore this version
            </Button>
          )
        }
      </ChangePages>
    </Paper>
  );
}
