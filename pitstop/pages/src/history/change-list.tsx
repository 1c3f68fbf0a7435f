import { Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Change } from "../api.ts";
import type { Domain } from "../domains.ts";
import { fieldsOf } from "../fields.ts";
import { formatMoment } from "../locale.ts";
import { ChangedValue } from "./changed-value.tsx";

const words = { create: "created it", update: "changed it", delete: "deleted it", restore: "restored it" };

/** Changes in words, the latest one first; `children` gives what can be done with one. */
export function ChangeList({
  domain,
  changes,
  children,
}: {
  domain: Domain;
  changes: readonly Change[];
  children: (change: Change) => ReactNode;
}) {
  return (
    <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: "none" }}>
      {changes.map((change) => (
        <li key={change.id}>
          <Group justify="space-between" align="start" gap="sm">
            <Text size="sm">
              <strong dir="auto">{change.by?.name ?? "The application"}</strong> {words[change.action]}
              <Text span size="sm" c="dimmed">
                {" "}
                · {formatMoment(change.at) ?? change.at} · version {change.version}
                {change.client !== null && change.client !== "unknown" && ` · ${change.client}`}
              </Text>
            </Text>
            {children(change)}
          </Group>
          <Stack component="ul" gap={2} m={0} p={0} style={{ listStyle: "none" }}>
            {change.changes.map(({ name, before, after }) => {
              const field = fieldsOf(domain).find(({ key }) => key === name);
              return (
                <Text component="li" size="sm" key={name}>
                  {field?.label ?? name}:{" "}
                  {change.action !== "create" && <ChangedValue field={field} value={before} />}
                  {change.action === "update" && " → "}
                  {change.action === "restore" && before !== null && " → "}
                  {change.action !== "delete" && <ChangedValue field={field} value={after} />}
                </Text>
              );
            })}
          </Stack>
        </li>
      ))}
    </Stack>
  );
}
