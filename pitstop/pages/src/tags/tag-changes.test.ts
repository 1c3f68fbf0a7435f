import { expect, test } from "vitest";
import { changedTags, tagChanges } from "./tag-changes.ts";

const [a, b, c] = [1, 2, 3].map((id) => ({ id, name: `Tag ${id}`, joinId: id + 10 }));

test("only what differs is written", () => {
  if (!a || !b || !c) throw new Error("There are three.");
  expect(tagChanges([a, b], [b, { id: 3, name: "Tag 3" }])).toEqual({
    added: [{ id: 3, name: "Tag 3" }],
    removed: [a],
  });
  expect(tagChanges([a, b], [b, a])).toEqual({ added: [], removed: [] });
});

test("what others store in the meantime is kept, and what they delete is not stored again", () => {
  if (!a || !b || !c) throw new Error("There are three.");
  const changes = tagChanges([a, b], [b, { id: 4, name: "Tag 4" }]);
  expect(changedTags([a, b, c], changes).map(({ id }) => id)).toEqual([2, 3, 4]);
  expect(changedTags([c], changes).map(({ id }) => id)).toEqual([3, 4]);
});
