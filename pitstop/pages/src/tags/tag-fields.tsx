import { Group, MultiSelect, Stack, Text } from "@mantine/core";
import { useId, useState } from "react";
import type { Join } from "../joins.ts";
import { useFoundRecords } from "../kinds/use-found-records.ts";
import { AnchorLink } from "../links.tsx";
import { problemOf } from "../problem.ts";
import { inSentence } from "../words.ts";
import type { Tag } from "./tag-changes.ts";
import type { TagSet } from "./use-tags.ts";

interface TagFieldsProps {
  sets: readonly TagSet[];
  /** The record that is edited. */
  id: number | undefined;
}

/** The many-to-many relations of a record, each as tags. */
export function TagFields({ sets, id }: TagFieldsProps) {
  if (sets.length === 0) return null;
  return (
    <Stack gap="md" mt="md">
      {sets.map((set) => {
        const key = `${set.join.through.name}.${set.join.far}`;
        return set.isReadOnly ? (
          <ReadTags key={key} set={set} id={id} />
        ) : (
          <TagField key={key} set={set} id={id} />
        );
      })}
    </Stack>
  );
}

/** The tags of somebody who may not choose others: ways to the records, and no input. */
function ReadTags({ set: { join, stored, error, isPartial }, id }: { set: TagSet; id: number | undefined }) {
  const label = useId();
  return (
    <section aria-labelledby={label}>
      <Text id={label} size="sm" fw={600}>
        {join.label}
      </Text>
      <Group gap="xs" fz="sm">
        {error ? problemOf(error).message : stored?.length === 0 && "None"}
        {stored?.map((tag) => (
          <AnchorLink
            key={tag.id}
            size="sm"
            dir="auto"
            to="/$plural/$id"
            params={{ plural: join.target.plural, id: String(tag.id) }}
          >
            {tag.name}
          </AnchorLink>
        ))}
      </Group>
      <ShowAll join={join} isPartial={isPartial} id={id} />
    </section>
  );
}

/** The way to the tags that a form doesn't show. */
function ShowAll({ join, isPartial, id }: { join: Join; isPartial: boolean; id: number | undefined }) {
  if (!isPartial || id === undefined) return null;
  return (
    <Text size="sm" mt={4}>
      <AnchorLink
        to="/$plural"
        params={{ plural: join.through.plural }}
        search={{ filter: { [`${join.near}Id`]: { equals: id } } }}
      >
        Show all {inSentence(join.target.label.many)}
      </AnchorLink>
    </Text>
  );
}

function TagField({ set, id }: { set: TagSet; id: number | undefined }) {
  const { join, stored, chosen, isPartial, error, choose } = set;
  const [typed, setTyped] = useState("");
  const found = useFoundRecords(join.target, typed.trim());
  const isReflexive = join.through.relations[join.near]?.domain === join.target.name;
  // What has not been read cannot be changed without losing it: until then nothing is offered.
  const offered: readonly Tag[] =
    stored === undefined ? [] : found.options.filter((tag) => !(isReflexive && tag.id === id));
  const isOffered = new Set(offered.map((tag) => String(tag.id)));
  const known = [...offered, ...chosen.filter((tag) => !isOffered.has(String(tag.id)))];
  return (
    <div>
      <MultiSelect
        label={join.label}
        dir="auto"
        placeholder={stored ? (chosen.length > 0 ? "" : "None") : error ? "" : "Loading…"}
        data={known.map((tag) => ({ value: String(tag.id), label: tag.name }))}
        value={chosen.map((tag) => String(tag.id))}
        onChange={(ids) =>
          choose(ids.flatMap((one) => [...chosen, ...offered].find((tag) => String(tag.id) === one) ?? []))
        }
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        // The server has filtered. What is chosen keeps its place: the next option would move under the pointer.
        filter={({ options }) => options.filter((option) => "value" in option && isOffered.has(option.value))}
        onDropdownClose={found.startOver}
        nothingFoundMessage={stored === undefined ? "Loading…" : found.message}
        error={error ? problemOf(error).message : undefined}
        maxDropdownHeight={280}
      />
      <ShowAll join={join} isPartial={isPartial} id={id} />
    </div>
  );
}
