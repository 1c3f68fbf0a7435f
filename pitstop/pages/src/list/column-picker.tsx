import { ActionIcon, Button, Checkbox, Group, Popover, ScrollArea, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Domain } from "../domains.ts";
import { Icon } from "../icon.tsx";
import type { Field } from "../kinds/kind.ts";
import { columnsOf, listed } from "./columns.ts";
import type { Columns } from "./use-columns.ts";

/** Which columns are shown, and in which order. While it is open, only those move that somebody moves. */
export function ColumnPicker({ domain, columns }: { domain: Domain; columns: Columns }) {
  const all = columnsOf(domain);
  const shown = columns.columns.map(({ key }) => key);
  const shownFirst = [...shown, ...all.map(({ key }) => key).filter((key) => !shown.includes(key))];
  const [opened, setOpened] = useState(shownFirst);
  const order = listed(opened, shown);
  return (
    <Popover
      onOpen={() => setOpened(shownFirst)}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="columns" />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns" p="sm">
        <ScrollArea.Autosize mah="min(28rem, 60vh)" type="auto" offsetScrollbars="y">
          <Stack gap={6} w="17rem" component="ul" m={0} p={0} style={{ listStyle: "none" }}>
            {order
              .flatMap((key) => all.find((field) => field.key === key) ?? [])
              .map((field) => {
                const index = shown.indexOf(field.key);
                return (
                  <Group
                    key={field.key}
                    component="li"
                    gap={4}
                    mih={22}
                    wrap="nowrap"
                    justify="space-between"
                  >
                    <Checkbox
                      label={field.label}
                      checked={index >= 0}
                      disabled={index === 0}
                      onChange={() => columns.toggle(field.key, order)}
                    />
                    {index > 0 && (
                      <Group gap={2} wrap="nowrap">
                        <Move field={field} by={-1} isPossible={index > 1} columns={columns} />
                        <Move field={field} by={1} isPossible={index < shown.length - 1} columns={columns} />
                      </Group>
                    )}
                  </Group>
                );
              })}
          </Stack>
        </ScrollArea.Autosize>
        <Group justify="space-between" mt="sm">
          <Text size="xs" c="dimmed">
            {shown.length} of {all.length} shown
          </Text>
          {!columns.isDefault && (
            <Button size="compact-sm" variant="subtle" onClick={columns.reset}>
              Reset columns
            </Button>
          )}
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}

interface MoveProps {
  field: Field;
  by: -1 | 1;
  isPossible: boolean;
  columns: Columns;
}

function Move({ field, by, isPossible, columns }: MoveProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="dimmed"
      size="sm"
      aria-label={`Move ${field.label} ${by < 0 ? "left" : "right"}`}
      {...(isPossible
        ? { onClick: () => columns.move(field.key, by) }
        : { "data-disabled": true, "aria-disabled": true })}
    >
      <Icon name={by < 0 ? "ascending" : "descending"} size={14} />
    </ActionIcon>
  );
}
