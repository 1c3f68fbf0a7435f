import { hash } from "node:crypto";
import { BadInput } from "../errors.ts";

/** Which versions of a record a change may be based on; "any" for `If-Match: *`. */
export type WantedVersions = "any" | readonly number[];

/**
 * The entity tag of an answer. A record's begins with its id and version, so that If-Match can name them; the hash of
 * the text tells apart what no version counts: another name of a related record, or an attribute that is new.
 */
export function entityTagOf(answer: unknown, text: string): string {
  const digest = hash("sha1", text, "base64url").slice(0, 16);
  return isRecord(answer) ? `"${answer.id}.${answer.version}.${digest}"` : `"${digest}"`;
}

/** Whether If-None-Match names this tag, so that the caller has the answer already (RFC 9110, 13.1.2). */
export function isNamedBy(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === tag);
}

/**
 * The versions that If-Match names of the record with this id (RFC 9110, 13.1.1: weak tags never match). The hash
 * at the end of a tag is not looked at: a change is refused when the record has changed, not when its category was
 * renamed. Throws BadInput for what is no entity tag.
 */
export function versionsIn(ifMatch: string, id: number | string): WantedVersions {
  if (ifMatch.trim() === "*") return "any";
  return ifMatch.split(",").flatMap((candidate) => {
    const [, weak, tag] = TAG.exec(candidate.trim()) ?? [];
    if (tag === undefined) throw new BadInput(UNREADABLE, { "If-Match": [UNREADABLE] });
    const [tagId, version] = tag.split(".");
    return weak || tagId !== String(id) || !/^\d{1,10}$/.test(version ?? "") ? [] : [Number(version)];
  });
}

const TAG = /^(W\/)?"([!#-~]*)"$/;

const UNREADABLE =
  'If-Match takes the ETag of the record as it was given, with its quotes: If-Match: "12.3.kJ8f".';

const isRecord = (answer: unknown): answer is { id: number; version: number } =>
  typeof answer === "object" && answer !== null && "id" in answer && "version" in answer;
