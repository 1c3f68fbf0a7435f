import { Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Row } from "../api.ts";
import { type Domain, referencesTo } from "../domains.ts";
import { FieldValue } from "../field-value.tsx";
import { recordFields } from "../fields.ts";
import { References } from "./references.tsx";

/** What the database knows of a record beside its attributes, and who refers to it. */
export function RecordDetails({ domain, record }: { domain: Domain; record: Row }) {
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="section" aria-labelledby="details">
      <Title order={2} size="h5" id="details" mb="sm">
        Details
      </Title>
      <Stack gap="sm" component="dl" m={0}>
        {referencesTo(domain).length > 0 && (
          <Detail label="Used by">
            <References domain={domain} row={record} />
          </Detail>
        )}
        {recordFields.map((field) => (
          <Detail key={field.key} label={field.label}>
            <FieldValue field={field} row={record} />
          </Detail>
        ))}
        <Detail label="Number">{record.id}</Detail>
      </Stack>
    </Paper>
  );
}

function Detail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  );
}
