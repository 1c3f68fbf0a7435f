import { Box, Button, Collapse, Group, Select } from "@mantine/core";
import { type FormEvent, useEffect, useId, useState } from "react";
import type { Domain } from "../domains.ts";
import { operatorsOf } from "../kinds/operator.tsx";
import { applyDraft, type FilterDraft, filterableFields, startDraft } from "./filter-draft.ts";
import type { ListAddress } from "./use-list-address.ts";

interface FilterBuilderProps {
  id: string;
  domain: Domain;
  address: ListAddress;
  isOpen: boolean;
  draft: FilterDraft | undefined;
  onDraft: (draft: FilterDraft | undefined) => void;
}

/** Puts one condition together: field, operator, value. What was typed counts once it is added. */
export function FilterBuilder({ id, domain, address, isOpen, draft, onDraft }: FilterBuilderProps) {
  const [error, setError] = useState<string>();
  const valueId = useId();
  const fields = filterableFields(domain);
  // A chip was pressed: what is to be changed is its value.
  const replaces = draft?.replaces;
  useEffect(() => {
    if (replaces) document.getElementById(valueId)?.focus();
  }, [replaces, valueId]);
  const change = (next: FilterDraft | undefined) => {
    setError(undefined);
    onDraft(next);
  };

  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!draft) return;
    const { error: refusal } = applyDraft(domain, {}, draft);
    setError(refusal);
    if (refusal !== undefined) {
      document.getElementById(valueId)?.focus();
      return;
    }
    address.changeFilter((filter) => applyDraft(domain, filter, draft).filter ?? filter);
    onDraft(startDraft(draft.field, draft.operator));
  };

  const Value = draft?.operator.Input;
  return (
    <Collapse expanded={isOpen} id={id} role="region" aria-label="Filters">
      {isOpen && (
        <Box component="form" noValidate px="md" pb="md" onSubmit={apply}>
          <Group gap="sm" align="start">
            <Select
              label="Field"
              placeholder="Choose a field"
              searchable
              data={fields.map(({ inputKey, label }) => ({ value: inputKey, label }))}
              value={draft?.field.inputKey ?? null}
              onChange={(key) => {
                const field = fields.find(({ inputKey }) => inputKey === key);
                if (field)
                  change({ ...startDraft(field), ...(draft?.replaces && { replaces: draft.replaces }) });
              }}
              allowDeselect={false}
              flex="1 1 10rem"
              maw="18rem"
            />
            {draft && (
              <Select
                label="Condition"
                data={operatorsOf(draft.field).map((one) => ({ value: one.id, label: one.label }))}
                value={draft.operator.id}
                onChange={(chosen) => {
                  const operator = operatorsOf(draft.field).find((one) => one.id === chosen);
                  if (operator)
                    change({
                      ...draft,
                      operator,
                      ...(!isAlike(draft, operator) && { value: operator.toForm(undefined) }),
                    });
                }}
                allowDeselect={false}
                flex="1 1 8rem"
                maw="12rem"
              />
            )}
            {draft && Value && (
              <Box flex="2 1 12rem" maw="24rem">
                <Value
                  key={`${draft.field.inputKey} ${draft.operator.id}`}
                  id={valueId}
                  field={{ ...draft.field, label: "Value", description: undefined, required: false }}
                  value={draft.value}
                  onChange={(value) => change({ ...draft, value })}
                  error={error}
                  stored={undefined}
                />
              </Box>
            )}
            {draft && (
              <Group gap="xs" mt={{ base: 0, sm: 25 }}>
                <Button type="submit">{draft.replaces ? "Change filter" : "Add filter"}</Button>
              </Group>
            )}
          </Group>
        </Box>
      )}
    </Collapse>
  );
}

/** Whether what was typed for one operator is a value for the other. */
const isAlike = ({ operator }: FilterDraft, other: FilterDraft["operator"]): boolean =>
  operator.Input !== undefined && operator.Input === other.Input;
