import { domains } from "@app/types";
import type { Access } from "../src/access/rules.ts";

const everyone = ["reader", "editor", "admin"];
const writers = ["editor", "admin"];

/** What the domains of these tests begin with. */
const standard = { read: everyone, create: writers, update: writers, delete: writers };

/** The rules of the application of these tests; made-up domains add theirs. */
export const rules: Record<string, Access["domains"][string]> = Object.fromEntries(
  Object.keys(domains).map((name) => [name, {}]),
);

/** Those of procedures that belong to no domain. */
export const otherRules: Record<string, readonly string[]> = {};

export const access: Access = {
  roles: everyone,
  withoutSignIn: "admin",
  standard,
  domains: rules,
  procedures: otherRules,
};

/** Who may do everything. */
export const admin = { id: "1", name: "Admin", role: "admin" };
