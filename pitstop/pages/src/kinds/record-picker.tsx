import { Loader, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { useApplication } from "../application.ts";
import { type Domain, nameOf } from "../domains.ts";
import { AnchorLink } from "../links.tsx";
import { useFoundRecords } from "./use-found-records.ts";

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
  const [chosen, setChosen] = useState(known);
  const [typed, setTyped] = useState("");
  // What somebody types and hasn't chosen yet. The input shows the present record's name anew once that is known.
  const searching = useRef<string | null>(null);
  const current = useCurrent(target, value, [chosen, known]);
  // Choosing puts the name into the search; that is no search for the name.
  const search = current && typed === current.name ? "" : typed.trim();
  const found = useFoundRecords(target, search);
  const suggestions = found.options.filter(({ id }) => id !== without && id !== current?.id);
  // The search narrows the suggestions, never the present choice.
  const offered = current ? [current, ...suggestions] : suggestions;
  const stopSearching = () => {
    searching.current = null;
  };

  return (
    <div>
      <Select<number>
        {...input}
        data={offered.map(({ id, name }) => ({ value: id, label: name }))}
        value={value}
        onChange={(id, option) => {
          setChosen(option ? { id: option.value, name: option.label } : undefined);
          onChange(id);
        }}
        dir="auto"
        searchable
        searchValue={typed}
        onInput={(event) => {
          searching.current = event.currentTarget.value;
        }}
        onSearchChange={(text) => {
          if (searching.current === null || searching.current === text) setTyped(text);
        }}
        onOptionSubmit={stopSearching}
        onClear={stopSearching}
        onBlurCapture={stopSearching}
        onDropdownClose={found.startOver}
        filter={({ options }) => options} // the server has filtered
        allowDeselect={false}
        nothingFoundMessage={found.message}
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
