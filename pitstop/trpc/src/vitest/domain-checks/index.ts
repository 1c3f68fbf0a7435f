import { listChecks } from "./list-checks.ts";
import { refusalChecks } from "./refusal-checks.ts";
import type { DomainCheck } from "./subject.ts";
import { writeChecks } from "./write-checks.ts";

/** What every domain passes, in the order in which tests report it. */
export const domainChecks: readonly DomainCheck[] = [...writeChecks, ...listChecks, ...refusalChecks];
