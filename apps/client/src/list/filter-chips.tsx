import { Button, Group, Pill } from "@mantine/core";
import { Fragment } from "react";
import type { Condition } from "../api.ts";
import type { Domain } from "../domains.ts";
import { filterFieldsOf } from "../fields.ts";
import type { Field } from "../kinds/kind.ts";
import type { ListAddress } from "./use-list-address.ts";

/** What the list is filtered by, in words, each with a way to drop it. */
export function FilterChips({ domain, address }: { domain: Domain; address: ListAddress }) {
  const { filter } = address.request;
  if (!filter) return null;
  const fields = filterFieldsOf(domain).filter(({ inputKey }) => inputKey in filter);
  return (
    <Group gap="xs" px="md" pb="sm" role="group" aria-label="Active filters">
      {fields.map((field) => (
        <Pill
          key={field.inputKey}
          size="md"
          withRemoveButton
          onRemove={() => address.setCondition(field.inputKey, undefined)}
          removeButtonProps={{
            "aria-label": `Remove the filter ${field.label}`,
            tabIndex: 0,
            "aria-hidden": false,
          }}
        >
          {field.label} <ConditionInWords field={field} condition={filter[field.inputKey] ?? {}} />
        </Pill>
      ))}
      <Button size="compact-sm" variant="subtle" onClick={address.clearFilters}>
        Clear filters
      </Button>
    </Group>
  );
}

const words: Record<string, string> = {
  equals: "is",
  in: "is",
  contains: "contains",
  from: "from",
  to: "to",
};

function ConditionInWords({ field, condition }: { field: Field; condition: Condition }) {
  return Object.entries(condition).map(([operator, operand]) => {
    if (operator === "isNull")
      return <Fragment key={operator}>{operand ? "is empty" : "is not empty"} </Fragment>;
    const values: unknown[] = Array.isArray(operand) ? operand : [operand];
    return (
      <Fragment key={operator}>
        {words[operator]}{" "}
        {values.map((value, index) => (
          <Fragment key={String(value)}>
            {index > 0 && " or "}
            <strong>
              <field.kind.Value value={value} field={field} />
            </strong>
          </Fragment>
        ))}{" "}
      </Fragment>
    );
  });
}
