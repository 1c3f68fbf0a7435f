import { Button, Group, Pill, UnstyledButton } from "@mantine/core";
import { Fragment } from "react";
import type { Domain } from "../domains.ts";
import { filterFieldsOf } from "../fields.ts";
import type { Field } from "../kinds/kind.ts";
import { operatorLabel } from "../kinds/operator.tsx";
import { draftOf, type FilterDraft } from "./filter-draft.ts";
import type { ListAddress } from "./use-list-address.ts";

interface FilterChipsProps {
  domain: Domain;
  address: ListAddress;
  onEdit: (draft: FilterDraft) => void;
}

/** What the list is filtered by, a chip in words for each condition, to be changed or dropped. */
export function FilterChips({ domain, address, onEdit }: FilterChipsProps) {
  const { filter } = address.request;
  if (!filter) return null;
  const conditions = filterFieldsOf(domain).flatMap((field) =>
    Object.entries(filter[field.inputKey] ?? {}).map(([name, operand]) => ({ field, name, operand })),
  );
  const clear = () => {
    address.clearFilters();
    focusFilters();
  };
  return (
    <Group gap="xs" px="md" pb="sm" role="group" aria-label="Active filters">
      {conditions.map(({ field, name, operand }) => {
        const draft = draftOf(domain, field.inputKey, name, operand);
        const words = <ConditionInWords field={field} name={name} operand={operand} />;
        return (
          <Pill
            key={`${field.inputKey} ${name}`}
            size="md"
            maw="100%"
            withRemoveButton
            onRemove={() => {
              address.dropCondition(field.inputKey, name);
              if (conditions.length === 1) focusFilters();
            }}
            removeButtonProps={{
              "aria-label": `Remove the filter ${field.label} ${operatorLabel(field, name, operand)}`,
              tabIndex: 0,
              "aria-hidden": false,
            }}
          >
            {draft ? (
              <UnstyledButton fz="inherit" title="Change this filter" onClick={() => onEdit(draft)}>
                {words}
              </UnstyledButton>
            ) : (
              words
            )}
          </Pill>
        );
      })}
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        Clear filters
      </Button>
    </Group>
  );
}

/** The id of the button that opens the filter builder. */
export const FILTER_BUTTON = "list-filter";

/** No chip is left to go on to. */
const focusFilters = (): void => document.getElementById(FILTER_BUTTON)?.focus();

function ConditionInWords({ field, name, operand }: { field: Field; name: string; operand: unknown }) {
  const values: unknown[] = Array.isArray(operand) ? operand : [operand];
  return (
    <>
      {field.label} {operatorLabel(field, name, operand)}{" "}
      {name !== "isNull" &&
        values.map((value, index) => (
          <Fragment key={String(value)}>
            {index > 0 && " or "}
            <strong>
              <field.kind.Value value={value} field={field} />
            </strong>
          </Fragment>
        ))}
    </>
  );
}
