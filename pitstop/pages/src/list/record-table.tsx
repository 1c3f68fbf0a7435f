import { ActionIcon, Skeleton, Table, VisuallyHidden } from "@mantine/core";
import { sortKeys } from "@pitstop/domain";
import type { Row, Sort } from "../api.ts";
import { type Domain, nameOf } from "../domains.ts";
import { FieldValue } from "../field-value.tsx";
import { Icon } from "../icon.tsx";
import type { Field } from "../kinds/kind.ts";
import { AnchorLink } from "../links.tsx";
import { ColumnHeader } from "./column-header.tsx";
import type { ListSearch } from "./list-search.ts";
import type { Columns } from "./use-columns.ts";

const SKELETON_ROWS = [1, 2, 3, 4, 5, 6, 7, 8];

/** A phone has no room for the moment of the last change; the record's own page shows it. */
const onWideScreens = ({ key }: Field) => (key === "updatedAt" ? { visibleFrom: "sm" as const } : {});

const widthOf = (width: number | undefined) => (width === undefined ? undefined : { width, maxWidth: width });

interface RecordTableProps {
  domain: Domain;
  rows: readonly Row[] | undefined;
  /** The address of this list, for the way back from a record. */
  list: ListSearch;
  sort: Sort | undefined;
  columns: Columns;
  isBusy: boolean;
  onSort: (key: string) => void;
  onDelete: (row: Row) => void;
}

export function RecordTable({
  domain,
  rows,
  list,
  sort,
  columns,
  isBusy,
  onSort,
  onDelete,
}: RecordTableProps) {
  const { columns: fields, widths, resize } = columns;
  const sortable = sortKeys(domain.attributes);
  return (
    <div className="records-scroller">
      <Table className="records" verticalSpacing={5} horizontalSpacing="md" aria-busy={isBusy}>
        <Table.Caption style={{ captionSide: "top" }} p={0} m={0}>
          <VisuallyHidden>{domain.label.many}</VisuallyHidden>
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {fields.map((field) => (
              <ColumnHeader
                key={field.key}
                field={field}
                sort={sort}
                {...onWideScreens(field)}
                isSortable={sortable.includes(field.key)}
                onSort={() => onSort(field.key)}
                width={widths[field.key]}
                onResize={(width) => resize(field.key, width)}
              />
            ))}
            <Table.Th scope="col" w={56}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows?.map((row) => (
            <Table.Tr key={row.id}>
              {fields.map((field) => (
                <Table.Td key={field.key} ta={field.kind.align} {...onWideScreens(field)}>
                  <div className="clamped" style={widthOf(widths[field.key])}>
                    {field.key === domain.title ? (
                      <AnchorLink
                        to="/$plural/$id"
                        params={{ plural: domain.plural, id: String(row.id) }}
                        state={{ list }}
                        fw={500}
                        fz="inherit"
                      >
                        <bdi>{nameOf(domain, row)}</bdi>
                      </AnchorLink>
                    ) : (
                      <FieldValue field={field} row={row} />
                    )}
                  </div>
                </Table.Td>
              ))}
              <Table.Td ta="right">
                {domain.may.has("delete") && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    c="dimmed"
                    aria-label={`Delete ${nameOf(domain, row)}`}
                    onClick={() => onDelete(row)}
                  >
                    <Icon name="trash" />
                  </ActionIcon>
                )}
              </Table.Td>
            </Table.Tr>
          )) ??
            SKELETON_ROWS.map((row) => (
              <Table.Tr key={row} aria-hidden="true">
                {fields.map((field) => (
                  <Table.Td key={field.key} {...onWideScreens(field)}>
                    <Skeleton height={16} my={3} width={`${50 + ((row * 17) % 40)}%`} />
                  </Table.Td>
                ))}
                <Table.Td />
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
