/** A record on the other side, and the record of the join that ties it to this one, if it is stored already. */
export interface Tag {
  id: number;
  name: string;
  joinId?: number | undefined;
}

/** What somebody changed of the tags; what others store or delete in the meantime is no part of it. */
export interface TagChanges {
  added: readonly Tag[];
  removed: readonly Tag[];
}

const has = (tags: readonly Tag[], { id }: Tag): boolean => tags.some((tag) => tag.id === id);

const without = (tags: readonly Tag[], others: readonly Tag[]): Tag[] =>
  tags.filter((tag) => !has(others, tag));

/** What is to be stored and what is to be deleted for the stored tags to become the chosen ones. */
export const tagChanges = (stored: readonly Tag[], chosen: readonly Tag[]): TagChanges => ({
  added: without(chosen, stored),
  removed: without(stored, chosen),
});

/** The stored tags with somebody's changes. */
export const changedTags = (stored: readonly Tag[], { added, removed }: TagChanges): Tag[] => [
  ...without(stored, removed),
  ...without(added, stored),
];
