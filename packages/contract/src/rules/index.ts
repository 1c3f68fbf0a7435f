import type { DifferenceKind } from "../compare/difference.ts";
import type { AnyRule, Side } from "../rule.ts";
import deprecated from "./deprecated.ts";
import errorCodeAdded from "./error-code-added.ts";
import errorCodeRemoved from "./error-code-removed.ts";
import inputAdditionalClosed from "./input-additional-closed.ts";
import inputAdditionalOpened from "./input-additional-opened.ts";
import inputBecameEnum from "./input-became-enum.ts";
import inputBecameNotNullable from "./input-became-not-nullable.ts";
import inputBecameNullable from "./input-became-nullable.ts";
import inputBecameOptional from "./input-became-optional.ts";
import inputBecameRequired from "./input-became-required.ts";
import inputConstraintChanged from "./input-constraint-changed.ts";
import inputConstraintLoosened from "./input-constraint-loosened.ts";
import inputConstraintTightened from "./input-constraint-tightened.ts";
import inputDefaultAdded from "./input-default-added.ts";
import inputDefaultChanged from "./input-default-changed.ts";
import inputDefaultRemoved from "./input-default-removed.ts";
import inputEnumOpened from "./input-enum-opened.ts";
import inputEnumValueAdded from "./input-enum-value-added.ts";
import inputEnumValueRemoved from "./input-enum-value-removed.ts";
import inputOptionalAdded from "./input-optional-added.ts";
import inputRemoved from "./input-removed.ts";
import inputRenamed from "./input-renamed.ts";
import inputRequiredAdded from "./input-required-added.ts";
import inputRetired from "./input-retired.ts";
import inputTypeChanged from "./input-type-changed.ts";
import inputTypeNarrowed from "./input-type-narrowed.ts";
import inputTypeWidened from "./input-type-widened.ts";
import inputUnionMemberAdded from "./input-union-member-added.ts";
import inputUnionMemberRemoved from "./input-union-member-removed.ts";
import outputAdditionalClosed from "./output-additional-closed.ts";
import outputAdditionalOpened from "./output-additional-opened.ts";
import outputBecameEnum from "./output-became-enum.ts";
import outputBecameNotNullable from "./output-became-not-nullable.ts";
import outputBecameNullable from "./output-became-nullable.ts";
import outputBecameOptional from "./output-became-optional.ts";
import outputBecameRequired from "./output-became-required.ts";
import outputConstraintChanged from "./output-constraint-changed.ts";
import outputConstraintNarrowed from "./output-constraint-narrowed.ts";
import outputConstraintWidened from "./output-constraint-widened.ts";
import outputEnumOpened from "./output-enum-opened.ts";
import outputEnumValueAdded from "./output-enum-value-added.ts";
import outputEnumValueRemoved from "./output-enum-value-removed.ts";
import outputFieldAdded from "./output-field-added.ts";
import outputFieldRemoved from "./output-field-removed.ts";
import outputTypeChanged from "./output-type-changed.ts";
import outputTypeNarrowed from "./output-type-narrowed.ts";
import outputTypeWidened from "./output-type-widened.ts";
import outputUnionMemberAdded from "./output-union-member-added.ts";
import outputUnionMemberRemoved from "./output-union-member-removed.ts";
import procedureAdded from "./procedure-added.ts";
import procedureRemoved from "./procedure-removed.ts";
import procedureRemovedBeforeSunset from "./procedure-removed-before-sunset.ts";
import procedureRemovedWithoutDeprecation from "./procedure-removed-without-deprecation.ts";
import procedureTypeChanged from "./procedure-type-changed.ts";
import removedBeforeSunset from "./removed-before-sunset.ts";
import removedWithoutDeprecation from "./removed-without-deprecation.ts";
import sunsetMoved from "./sunset-moved.ts";
import undeprecated from "./undeprecated.ts";
import wholeInputAdded from "./whole-input-added.ts";
import wholeInputBecameOptional from "./whole-input-became-optional.ts";
import wholeInputBecameRequired from "./whole-input-became-required.ts";

/** Every rule, by id. */
export const rules: readonly AnyRule[] = [
  deprecated,
  errorCodeAdded,
  errorCodeRemoved,
  inputAdditionalClosed,
  inputAdditionalOpened,
  inputBecameEnum,
  inputBecameNotNullable,
  inputBecameNullable,
  inputBecameOptional,
  inputBecameRequired,
  inputConstraintChanged,
  inputConstraintLoosened,
  inputConstraintTightened,
  inputDefaultAdded,
  inputDefaultChanged,
  inputDefaultRemoved,
  inputEnumOpened,
  inputEnumValueAdded,
  inputEnumValueRemoved,
  inputOptionalAdded,
  inputRemoved,
  inputRenamed,
  inputRequiredAdded,
  inputRetired,
  inputTypeChanged,
  inputTypeNarrowed,
  inputTypeWidened,
  inputUnionMemberAdded,
  inputUnionMemberRemoved,
  outputAdditionalClosed,
  outputAdditionalOpened,
  outputBecameEnum,
  outputBecameNotNullable,
  outputBecameNullable,
  outputBecameOptional,
  outputBecameRequired,
  outputConstraintChanged,
  outputConstraintNarrowed,
  outputConstraintWidened,
  outputEnumOpened,
  outputEnumValueAdded,
  outputEnumValueRemoved,
  outputFieldAdded,
  outputFieldRemoved,
  outputTypeChanged,
  outputTypeNarrowed,
  outputTypeWidened,
  outputUnionMemberAdded,
  outputUnionMemberRemoved,
  procedureAdded,
  procedureRemoved,
  procedureRemovedBeforeSunset,
  procedureRemovedWithoutDeprecation,
  procedureTypeChanged,
  removedBeforeSunset,
  removedWithoutDeprecation,
  sunsetMoved,
  undeprecated,
  wholeInputAdded,
  wholeInputBecameOptional,
  wholeInputBecameRequired,
];

/** The rules that speak of one kind of difference in one direction. */
export const rulesFor = (kind: DifferenceKind, side: Side | undefined): AnyRule[] =>
  rules.filter((rule) => rule.on === kind && (rule.side === undefined || rule.side === side));
