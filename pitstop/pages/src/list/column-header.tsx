import { Group, Table, UnstyledButton } from "@mantine/core";
import type { Sort } from "../api.ts";
import { Icon } from "../icon.tsx";
import type { Field } from "../kinds/kind.ts";
import { ColumnResizer } from "./column-resizer.tsx";

const orders = { asc: "ascending", desc: "descending" } as const;

interface ColumnHeaderProps {
  field: Field;
  sort: Sort | undefined;
  isSortable: boolean;
  onSort: () => void;
  width: number | undefined;
  onResize: (width: number) => void;
  visibleFrom?: "sm";
}

export function ColumnHeader({
  field,
  sort,
  isSortable,
  onSort,
  width,
  onResize,
  ...shown
}: ColumnHeaderProps) {
  const direction = sort?.by === field.key ? sort.direction : undefined;
  const order = direction ? orders[direction] : "none";
  return (
    <Table.Th
      scope="col"
      ta={field.kind.align ?? "left"}
      {...shown}
      {...(isSortable && { "aria-sort": order })}
    >
      {isSortable ? (
        <UnstyledButton onClick={onSort} fz="inherit" fw="inherit">
          <Group component="span" gap={4} wrap="nowrap" display="inline-flex">
            {field.label}
            <span style={{ opacity: direction ? 1 : 0.45, display: "inline-flex" }}>
              <Icon name={direction ? orders[direction] : "unsorted"} size={14} />
            </span>
          </Group>
        </UnstyledButton>
      ) : (
        field.label
      )}
      <ColumnResizer field={field} width={width} onResize={onResize} />
    </Table.Th>
  );
}
