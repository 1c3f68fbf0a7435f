import type { domains } from "@app/types";
import { type Access, defineAccess } from "@pitstop/trpc";
import type { AppRouter } from "./root.ts";

/** Who may do what. What no rule allows is refused, and a procedure without a rule isn't served. */
export const access: Access = defineAccess<typeof domains, AppRouter>()({
  roles: ["reader", "editor", "admin"],
  withoutSignIn: "admin",
  standard: {
    read: ["reader", "editor", "admin"],
    create: ["editor", "admin"],
    update: ["editor", "admin"],
    delete: ["editor", "admin"],
  },
  domains: {
    car: {},
    category: {},
  },
});
