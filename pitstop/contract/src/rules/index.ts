import type { DifferenceKind } from "../compare/difference.ts";
import type { KindRules } from "../rule.ts";
import { additionalClosed } from "./additional-closed.ts";
import { additionalOpened } from "./additional-opened.ts";
import { answerDescribed } from "./answer-described.ts";
import { answerUndescribed } from "./answer-undescribed.ts";
import { becameEnum } from "./became-enum.ts";
import { checkAdded } from "./check-added.ts";
import { checkChanged } from "./check-changed.ts";
import { checkRemoved } from "./check-removed.ts";
import { constraintChanged } from "./constraint-changed.ts";
import { constraintLoosened } from "./constraint-loosened.ts";
import { constraintTightened } from "./constraint-tightened.ts";
import { conversionChanged } from "./conversion-changed.ts";
import { defaultAdded } from "./default-added.ts";
import { defaultChanged } from "./default-changed.ts";
import { defaultRemoved } from "./default-removed.ts";
import { deprecated } from "./deprecated.ts";
import { endpointAdded } from "./endpoint-added.ts";
import { endpointChanged } from "./endpoint-changed.ts";
import { endpointRemoved } from "./endpoint-removed.ts";
import { enumOpened } from "./enum-opened.ts";
import { enumValueAdded } from "./enum-value-added.ts";
import { enumValueRemoved } from "./enum-value-removed.ts";
import { errorCodeAdded } from "./error-code-added.ts";
import { errorCodeRemoved } from "./error-code-removed.ts";
import { formerTypeNarrowed } from "./former-type-narrowed.ts";
import { itemAdded } from "./item-added.ts";
import { itemBecameOptional } from "./item-became-optional.ts";
import { itemBecameRequired } from "./item-became-required.ts";
import { itemRemoved } from "./item-removed.ts";
import { leniencyAdded } from "./leniency-added.ts";
import { leniencyRemoved } from "./leniency-removed.ts";
import { nullAdded } from "./null-added.ts";
import { nullRemoved } from "./null-removed.ts";
import { operationIdChanged } from "./operation-id-changed.ts";
import { parameterAdded } from "./parameter-added.ts";
import { parameterRemoved } from "./parameter-removed.ts";
import { procedureAdded } from "./procedure-added.ts";
import { procedureRemoved } from "./procedure-removed.ts";
import { procedureTypeChanged } from "./procedure-type-changed.ts";
import { propertyAdded } from "./property-added.ts";
import { propertyBecameOptional } from "./property-became-optional.ts";
import { propertyBecameRequired } from "./property-became-required.ts";
import { propertyRemoved } from "./property-removed.ts";
import { propertyRetired } from "./property-retired.ts";
import { successStatusChanged } from "./success-status-changed.ts";
import { sunsetMoved } from "./sunset-moved.ts";
import { transformerChanged } from "./transformer-changed.ts";
import { typesChanged } from "./types-changed.ts";
import { undeprecated } from "./undeprecated.ts";
import { unionMemberAdded } from "./union-member-added.ts";
import { unionMemberRemoved } from "./union-member-removed.ts";
import { wholeInputAdded } from "./whole-input-added.ts";
import { wholeInputBecameOptional } from "./whole-input-became-optional.ts";
import { wholeInputBecameRequired } from "./whole-input-became-required.ts";

/** What each kind of difference means; a kind without rules doesn't compile. */
export const rules: { readonly [Kind in DifferenceKind]: KindRules<Kind> } = {
  "additional-closed": additionalClosed,
  "additional-opened": additionalOpened,
  "answer-described": answerDescribed,
  "answer-undescribed": answerUndescribed,
  "became-enum": becameEnum,
  "check-added": checkAdded,
  "check-changed": checkChanged,
  "check-removed": checkRemoved,
  "constraint-changed": constraintChanged,
  "constraint-loosened": constraintLoosened,
  "constraint-tightened": constraintTightened,
  "conversion-changed": conversionChanged,
  "default-added": defaultAdded,
  "default-changed": defaultChanged,
  "default-removed": defaultRemoved,
  deprecated,
  "endpoint-added": endpointAdded,
  "endpoint-changed": endpointChanged,
  "endpoint-removed": endpointRemoved,
  "enum-opened": enumOpened,
  "enum-value-added": enumValueAdded,
  "enum-value-removed": enumValueRemoved,
  "error-code-added": errorCodeAdded,
  "error-code-removed": errorCodeRemoved,
  "former-type-narrowed": formerTypeNarrowed,
  "item-added": itemAdded,
  "item-became-optional": itemBecameOptional,
  "item-became-required": itemBecameRequired,
  "item-removed": itemRemoved,
  "leniency-added": leniencyAdded,
  "leniency-removed": leniencyRemoved,
  "null-added": nullAdded,
  "null-removed": nullRemoved,
  "operation-id-changed": operationIdChanged,
  "parameter-added": parameterAdded,
  "parameter-removed": parameterRemoved,
  "procedure-added": procedureAdded,
  "procedure-removed": procedureRemoved,
  "procedure-type-changed": procedureTypeChanged,
  "property-added": propertyAdded,
  "property-became-optional": propertyBecameOptional,
  "property-became-required": propertyBecameRequired,
  "property-removed": propertyRemoved,
  "property-retired": propertyRetired,
  "success-status-changed": successStatusChanged,
  "sunset-moved": sunsetMoved,
  "transformer-changed": transformerChanged,
  "types-changed": typesChanged,
  undeprecated,
  "union-member-added": unionMemberAdded,
  "union-member-removed": unionMemberRemoved,
  "whole-input-added": wholeInputAdded,
  "whole-input-became-optional": wholeInputBecameOptional,
  "whole-input-became-required": wholeInputBecameRequired,
};
