/** A record on the other side, and the record of the join that ties it to this one, if it is stored already. */
export interface Tag {
  id: number;
  name: string;
  joinId?: number | undefined;
}

/** What is to be stored and what is to be deleted for the stored tags to become the chosen ones. */
export function tagChanges(stored: readonly Tag[], chosen: readonly Tag[]) {
  const has = (tags: readonly Tag[], { id }: Tag) => tags.some((tag) => tag.id === id);
  return {
    added: chosen.filter((tag) => !has(stored, tag)),
    removed: stored.filter((tag) => !has(chosen, tag)),
  };
}
