import { Reference } from "@pitstop/domain";
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Row, Writes } from "../api.ts";
import { useApplication } from "../application.ts";
import type { Domain } from "../domains.ts";
import { type Join, joinsOf } from "../joins.ts";
import { changedTags, type Tag, type TagChanges, tagChanges } from "./tag-changes.ts";

/** So many tags a form shows; the rest is reached by a link. */
const MAX_TAGS = 100;

const NO_CHANGES: TagChanges = { added: [], removed: [] };

export interface TagSet {
  join: Join;
  /** The user sees the tags, and doesn't choose others. */
  isReadOnly: boolean;
  /** Undefined until they have been read. */
  stored: readonly Tag[] | undefined;
  chosen: readonly Tag[];
  /** There are more than a form shows. */
  isPartial: boolean;
  error: unknown;
  choose: (tags: readonly Tag[]) => void;
}

/** The many-to-many relations of a record as its form holds them; of a record that is not there yet, none is stored. */
export function useTags(domain: Domain, record: Row | undefined) {
  const { proceduresOf, writesOf } = useApplication();
  const joins = joinsOf(domain).filter(({ mayAdd }) => mayAdd || record !== undefined);
  const queryClient = useQueryClient();
  const [changes, setChanges] = useState<Record<string, TagChanges>>({});
  const queries = useQueries({
    queries: joins.map((join) => ({
      ...proceduresOf(join.through).list.queryOptions({
        filter: { [`${join.near}Id`]: { equals: record?.id ?? 0 } },
        limit: MAX_TAGS,
      }),
      enabled: record !== undefined,
    })),
  });
  const sets: TagSet[] = joins.map((join, index) => {
    const { data, error } = queries[index] ?? {};
    const stored = record ? data?.items.map((row) => tagOf(join, row)) : [];
    const key = keyOf(join);
    return {
      join,
      isReadOnly: !join.mayAdd || (record !== undefined && !join.mayRemove),
      stored,
      chosen: changedTags(stored ?? [], changes[key] ?? NO_CHANGES),
      isPartial: data?.nextCursor != null,
      error,
      choose: (tags) => setChanges((others) => ({ ...others, [key]: tagChanges(stored ?? [], tags) })),
    };
  });

  /** What was chosen after `set` was sent off is still to be saved. */
  const forget = ({ join, stored = [], chosen }: TagSet): void =>
    setChanges((all) => {
      const now = changedTags(stored, all[keyOf(join)] ?? NO_CHANGES);
      return { ...all, [keyOf(join)]: tagChanges(chosen, now) };
    });

  return {
    sets,
    isDirty: sets.some(({ stored = [], chosen }) => {
      const { added, removed } = tagChanges(stored, chosen);
      return added.length + removed.length > 0;
    }),
    /** Whether there is anything to choose. */
    canChange: sets.some(({ isReadOnly }) => !isReadOnly),
    undo: () => setChanges({}),
    /** Writes what differs; all of it for a new record. What was written before a failure stays written. */
    save: async (id: number, isNew = false): Promise<void> => {
      try {
        for (const set of sets) await write(writesOf(set.join.through), set, id, isNew);
      } finally {
        await queryClient.invalidateQueries();
      }
      for (const set of sets) forget(set);
    },
  };
}

async function write(
  { create, remove }: Writes,
  { join, stored = [], chosen }: TagSet,
  id: number,
  isNew: boolean,
): Promise<void> {
  const { added, removed } = tagChanges(isNew ? [] : stored, chosen);
  for (const { joinId } of removed) if (joinId !== undefined) await remove(joinId);
  for (const tag of added) await create({ [`${join.near}Id`]: id, [`${join.far}Id`]: tag.id });
}

const keyOf = ({ through, far }: Join): string => `${through.name}.${far}`;

function tagOf(join: Join, row: Row): Tag {
  const { id, name } = Reference.parse(row[join.far]);
  return { id, name, joinId: row.id };
}
