import type { JsonSchema } from "../schema.ts";

/** `anyOf`, in short where every member is a bare type. */
export function compact(members: readonly JsonSchema[]): JsonSchema {
  const types = members.flatMap((member) => {
    const [keyword, ...more] = Object.keys(member);
    return keyword === "type" && more.length === 0 && member.type !== undefined
      ? [member.type].flat()
      : [undefined];
  });
  const known = types.filter((type) => type !== undefined);
  if (known.length < types.length) return { anyOf: [...members] };
  const unique = [...new Set(known)];
  return { type: unique.length === 1 && unique[0] !== undefined ? unique[0] : unique };
}
