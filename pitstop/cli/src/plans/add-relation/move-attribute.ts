import { UsageError } from "../../errors.ts";
import { checkNotTitle } from "../../layers/check-title.ts";
import { removeMentions } from "../../layers/entity/entity-sql.ts";
import type { NewRelation } from "../../layers/layer.ts";
import { readAttribute } from "../../layers/read-attribute.ts";
import { retiredSchema } from "../../layers/retired-layer.ts";
import { columnType } from "../../layers/sql.ts";
import type { Plan, Retired } from "../../plan.ts";
import { dataMentions } from "../../workspace/data-mentions.ts";
import { mentions } from "../../workspace/mentions.ts";
import { namesBeside } from "../../workspace/names-beside.ts";
import { type Domain, requireAttribute } from "../../workspace/read-domain.ts";
import { sqlFragments } from "../../workspace/sql-fragments.ts";
import { sqlReferences } from "../../workspace/sql-in-code.ts";
import { changeMember } from "../across-layers.ts";
import { buildsStillUsing, unannounced } from "../announced-removal.ts";
import { endedNotes, endedRules } from "../carry/ended.ts";
import type { Draft } from "../draft.ts";
import { markFilled } from "../filled.ts";
import { refuseWhileFilled, retire } from "../retire.ts";
import { type Move, movedToKey, retiredByMove, rowsMoved } from "./key-from-attribute.ts";
import { checkCreatable, matchAttribute } from "./match-attribute.ts";

export interface MoveFlags {
  readonly from: string;
  readonly match?: string | undefined;
  readonly createMissing: boolean;
  readonly leaveMissing: boolean;
}

/** The parts of the plan that moves an attribute's values into a relation; the attribute is retired. */
export function moveAttribute(
  draft: Draft,
  domain: Domain,
  other: Domain,
  relation: NewRelation,
  flags: MoveFlags,
): Pick<
  Plan,
  "schema" | "migrations" | "retires" | "rowsAtRisk" | "references" | "notes" | "domains" | "confirmation"
> {
  const { name } = domain;
  const move = moveOf(domain, other, relation, flags);
  const { from, match } = move;
  const removal = { domain, member: from.name, announcedBy: "attribute:deprecate" } as const;
  refuseWhileFilled(draft.workspace, domain, from.name);
  const added = { kind: "add relation", relation: move.relation, other } as const;
  changeMember(draft, domain, added, `${name} refers to ${other.name}`);
  const { ended } = removeMentions(domain.entity, { attribute: from.name, column: from.column });
  const why = `${from.name} is the relation ${relation.name} now`;
  changeMember(draft, domain, { kind: "remove attribute", attribute: from }, why);
  const retired: Retired = {
    domain: name,
    attribute: from.name,
    table: domain.table,
    since: draft.workspace.today,
    column: from.column,
    type: columnType(from),
    schema: retiredSchema(domain.types, from),
    ...retiredByMove(move),
    ...(move.relation.required ? { fillsRelation: relation.name } : {}),
  };
  retire(draft, [retired]);
  const beside = namesBeside(draft.workspace, domain);
  if (move.relation.required) markFilled(draft, name, relation.name, true);
  return {
    schema: "stated",
    migrations: movedToKey(move),
    retires: [retired],
    rowsAtRisk: [...rowsMoved(move), ...buildsStillUsing(draft.workspace, removal)],
    references: [
      ...sqlReferences(draft.workspace.files, { table: domain.table, column: from.column }),
      ...sqlFragments(draft.workspace.files, { domain: name, column: from.column }),
      ...mentions(draft.workspace.files, [from.name], beside),
      ...dataMentions(draft.workspace, [from.name, from.column], beside),
    ],
    notes: [
      ...endedNotes(ended),
      {
        level: "info",
        text: `Deployed code goes on with "${from.name}": the database keeps it in step with "${relation.name}" until pitstop purge ${name} ${from.name}. If a ${other.name} gets another ${match.name}, "${from.name}" keeps the previous one.`,
      },
    ],
    domains: [...new Set([name, other.name])],
    confirmation:
      [unannounced(removal, draft.workspace.today), endedRules(ended)]
        .filter((reason) => reason !== null)
        .join(" ") || null,
  };
}

function moveOf(
  domain: Domain,
  other: Domain,
  relation: NewRelation,
  { from: attribute, match: named, createMissing, leaveMissing }: MoveFlags,
): Move {
  requireAttribute(domain, attribute);
  checkNotTitle(domain, attribute);
  const from = readAttribute(domain.types, domain.entity, attribute);
  const match = matchAttribute(from, other, named);
  const required = relation.required || !from.isNullable;
  if (createMissing) checkCreatable(other, match);
  if (leaveMissing && required) {
    throw new UsageError(
      "BAD_FLAG",
      `Each ${domain.name} needs a ${other.name}, so --leave-missing can't leave any without.`,
      "Pass --create-missing, or make the attribute nullable first.",
    );
  }
  if (relation.onDelete === "set-null" && required) {
    throw new UsageError(
      "BAD_FLAG",
      "A required relation cannot be set to null.",
      "Use --on-delete restrict or cascade.",
    );
  }
  const unmatched = createMissing ? "created" : leaveMissing ? "empty" : "refused";
  return { domain, from, other, match, relation: { ...relation, required }, unmatched };
}
