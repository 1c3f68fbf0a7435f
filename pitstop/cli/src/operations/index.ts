import type { Operation } from "../plan.ts";
import { attributeAdd } from "./attribute-add.ts";
import { attributeChange } from "./attribute-change.ts";
import { attributeDeprecate } from "./attribute-deprecate.ts";
import { attributeRemove } from "./attribute-remove.ts";
import { attributeRename } from "./attribute-rename.ts";
import { domainCreate } from "./domain-create.ts";
import { domainDeprecate } from "./domain-deprecate.ts";
import { domainRemove } from "./domain-remove.ts";
import { domainRename } from "./domain-rename.ts";
import { purge } from "./purge.ts";
import { relationAdd } from "./relation-add.ts";
import { relationDeprecate } from "./relation-deprecate.ts";
import { relationRemove } from "./relation-remove.ts";

/** Every operation by its name on the command line. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  [
    attributeAdd,
    attributeChange,
    attributeDeprecate,
    attributeRemove,
    attributeRename,
    domainCreate,
    domainDeprecate,
    domainRemove,
    domainRename,
    purge,
    relationAdd,
    relationDeprecate,
    relationRemove,
  ].map((operation) => [operation.name, operation as Operation]),
);
