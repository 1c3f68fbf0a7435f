import { ActionIcon, Button, Checkbox, Group, Popover, ScrollArea, Stack, Text } from "@mantine/core";
import type { Domain } from "../domains.ts";
import { Icon } from "../icon.tsx";
import type { Field } from "../kinds/kind.ts";
import { columnsOf } from "./columns.ts";
import type { Columns } from "./use-columns.ts";

/** Which columns are shown, and in which order. */
export function ColumnPicker({ domain, columns }: { domain: Domain; columns: Columns }) {
  const shown = columns.columns;
  const hidden = columnsOf(domain).filter((field) => !shown.includes(field));
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="columns" />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns" p="sm">
        <ScrollArea.Autosize mah="min(28rem, 60vh)" type="auto" offsetScrollbars="y">
          <Stack gap={6} w="17rem" component="ul" m={0} p={0} style={{ listStyle: "none" }}>
            {shown.map((field, index) => (
              <Group key={field.key} component="li" gap={4} wrap="nowrap" justify="space-between">
                <Choice field={field} isShown isFixed={index === 0} columns={columns} />
                {index > 0 && (
                  <Group gap={2} wrap="nowrap">
                    <Move field={field} by={-1} isPossible={index > 1} columns={columns} />
                    <Move field={field} by={1} isPossible={index < shown.length - 1} columns={columns} />
                  </Group>
                )}
              </Group>
            ))}
            {hidden.map((field) => (
              <li key={field.key}>
                <Choice field={field} columns={columns} />
              </li>
            ))}
          </Stack>
        </ScrollArea.Autosize>
        <Group justify="space-between" mt="sm">
          <Text size="xs" c="dimmed">
            {shown.length} of {shown.length + hidden.length} shown
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

interface ChoiceProps {
  field: Field;
  isShown?: boolean;
  isFixed?: boolean;
  columns: Columns;
}

function Choice({ field, isShown = false, isFixed = false, columns }: ChoiceProps) {
  return (
    <Checkbox
      label={field.label}
      checked={isShown}
      disabled={isFixed}
      onChange={() => columns.toggle(field.key)}
    />
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
