import { Loader, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useApplication } from "../application.ts";
import { type Domain, nameOf } from "../domains.ts";
import { AnchorLink } from "../links.tsx";
import { problemOf } from "../problem.ts";
import { inSentence } from "../words.ts";

const SUGGESTIONS = 20;

interface RecordPickerProps {
  target: Domain;
  label: string;
  value: number | null;
  onChange: (id: number | null) => void;
  /** The name of the present record, where the caller has it. */
  known?: { id: number; name: string } | undefined;
  id?: string;
  description?: ReactNode;
  placeholder?: string;
  required?: boolean;
  clearable?: boolean;
  error?: ReactNode;
  withLink?: boolean;
  /** A record that is not offered. */
  without?: number | undefined;
}

/** Chooses a record of another domain by its name; the server searches, so that thousands are no problem. */
export function RecordPicker({
  target,
  value,
  onChange,
  known,
  withLink,
  without,
  ...input
}: RecordPickerProps) {
  const { proceduresOf } = useApplication();
  const [chosen, setChosen] = useState(known);
  const [typed, setTyped] = useState("");
  const current = useCurrent(target, value, [chosen, known]);
  // Choosing puts the name into the search; that is no search for the name.
  const search = current && typed === current.name ? "" : typed.trim();
  const [settledSearch] = useDebouncedValue(search, 250);
  const found = useQuery(
    proceduresOf(target).list.queryOptions(
      { search: settledSearch || undefined, limit: SUGGESTIONS },
      { placeholderData: keepPreviousData },
    ),
  );
  const suggestions = (found.data?.items ?? [])
    .filter(({ id }) => id !== without)
    .map((row) => ({ value: row.id, label: nameOf(target, row) }));
  // The search narrows the suggestions, never the present choice.
  const isListed = suggestions.some((suggestion) => suggestion.value === current?.id);
  const data =
    current && !isListed ? [{ value: current.id, label: current.name }, ...suggestions] : suggestions;

  return (
    <div>
      <Select<number>
        {...input}
        data={data}
        value={value}
        onChange={(id, option) => {
          setChosen(option ? { id: option.value, name: option.label } : undefined);
          onChange(id);
        }}
        dir="auto"
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        filter={({ options }) => options} // the server has filtered
        allowDeselect={false}
        nothingFoundMessage={message(target, settledSearch, found)}
        rightSection={found.isFetching ? <Loader size={14} /> : undefined}
        maxDropdownHeight={280}
      />
      {withLink && current && (
        <Text size="sm" mt={4}>
          <AnchorLink to="/$plural/$id" params={{ plural: target.plural, id: String(current.id) }}>
            Open <bdi>{current.name}</bdi>
          </AnchorLink>
        </Text>
      )}
    </div>
  );
}

/** The present record's name: as known, else asked for. */
function useCurrent(
  target: Domain,
  id: number | null,
  candidates: ({ id: number; name: string } | undefined)[],
) {
  const { proceduresOf } = useApplication();
  const candidate = candidates.find((one) => one !== undefined && one.id === id);
  const asked = useQuery(
    proceduresOf(target).byId.queryOptions({ id: id ?? 0 }, { enabled: id !== null && !candidate }),
  );
  if (id === null) return undefined;
  if (candidate) return candidate;
  return { id, name: asked.data ? nameOf(target, asked.data) : `Number ${id}` };
}

function message(target: Domain, search: string, found: { error: unknown; isPending: boolean }): string {
  if (found.error) return problemOf(found.error).message;
  if (found.isPending) return "Loading…";
  const many = inSentence(target.label.many);
  return search ? `No ${many} match “${search}”.` : `There are no ${many} yet.`;
}
