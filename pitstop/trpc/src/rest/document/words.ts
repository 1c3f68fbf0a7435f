import type { RestOperation } from "../operation.ts";

/** `raceTrack` or `race-track` as RaceTrack. */
export const pascal = (name: string): string =>
  name.replace(/(^|[-_.])([a-zA-Z0-9])/g, (_match, _break, letter: string) => letter.toUpperCase());

/** The name of an operation in generated clients: `listCars`, `updateCar`. */
export function operationId({ kind, name, domain }: RestOperation): string {
  if (!domain || kind === "custom") return camel(name.replaceAll(".", "-"));
  const one = pascal(domain.name);
  const many = pascal(domain.plural);
  return {
    list: `list${many}`,
    count: `count${many}`,
    byId: `get${one}`,
    create: `create${one}`,
    update: `update${one}`,
    delete: `delete${one}`,
    history: `get${one}History`,
    trash: `list${many}InTrash`,
    restore: `restore${one}`,
  }[kind];
}

/** What an operation does, in a few words. */
export function summaryOf({ kind, name, domain }: RestOperation): string {
  if (!domain || kind === "custom") return sentence(name.split(".").at(-1) ?? name);
  const { one, many } = { one: domain.label.one.toLowerCase(), many: domain.label.many.toLowerCase() };
  const a = `${/^[aeiou]/.test(one) ? "an" : "a"} ${one}`;
  return {
    list: `List ${many}`,
    count: `Count ${many}`,
    byId: `Read ${a}`,
    create: `Create ${a}`,
    update: `Change ${a}`,
    delete: `Delete ${a}`,
    history: `Read the history of ${a}`,
    trash: `List ${many} in the trash`,
    restore: `Restore ${a}`,
  }[kind];
}

/** What else is to be known of each kind of operation. */
export const explanations: Record<RestOperation["kind"], string> = {
  list: "A page of records in the order of `sort`. The next page is asked for by the `cursor` of this one, or by following the `Link` header; pages cost the same at any depth, and no record is shown twice because others came.",
  count: "How many records match. Exact up to 10,000, estimated beyond; `exact` says which.",
  byId: "One record. `If-None-Match` with an earlier `ETag` answers 304 as long as nothing has changed.",
  create: "The answer is the record, its address stands in `Location`. What may be empty may be left out.",
  update:
    "Changes what is given and leaves the rest. The change says which version it is based on, by `If-Match` with the `ETag` of the record or by `version` in the body; if somebody was faster, nothing is changed and the answer is 412 (If-Match) or 409 (version).",
  delete:
    "Deletes the record, unless others refer to it (409). With `If-Match` or `version` only if it still is the one that was read.",
  history:
    "Who changed the record, when, by which client and request, and what it was before and after; the latest change first. What is hidden from the caller isn't in it.",
  trash: "Records that were deleted in the last days and can be restored, as the changes that deleted them.",
  restore:
    "Brings a deleted record back with its id and its values, or gives a record the values of an earlier version (`to`) again. Refused where a unique value is taken (409), a related record is gone (400), or the record was changed since `version` (409).",
  custom: "",
};

const camel = (name: string): string => pascal(name).replace(/^./, (letter) => letter.toLowerCase());

const sentence = (name: string): string => {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
