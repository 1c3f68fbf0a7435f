import { TrashQuery } from "@pitstop/domain";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type domains, type GuardedRouter, guardedApi, guardedRouter } from "../../test/guarded.ts";
import { checkRules } from "./check-rules.ts";
import { defineAccess, type StatedDomainRules } from "./rules.ts";

const { access } = guardedApi.definition;

describe("what doesn't compile", () => {
  const all = ["reader"] as const;
  const standard = { read: all, create: all, update: all, delete: all };
  const walletRules = { procedures: { rename: all, whole: all } };
  const wallets = defineAccess<typeof domains, GuardedRouter>();
  const stated = { payment: {}, vault: {} };
  const others = { "bank.isOpen": all };

  test("is a typo in a role, a domain, an attribute, a relation or a procedure", () => {
    const made = [
      wallets({
        roles: ["reader"],
        // @ts-expect-error there is no such role
        withoutSignIn: "raeder",
        standard,
        domains: { ...stated, wallet: walletRules },
        procedures: others,
      }),
      wallets({
        roles: ["reader"],
        withoutSignIn: "reader",
        standard,
        // @ts-expect-error there is no such domain
        domains: { ...stated, wallet: walletRules, walet: {} },
        procedures: others,
      }),
      wallets({
        roles: ["reader"],
        withoutSignIn: "reader",
        standard,
        domains: {
          ...stated,
          // @ts-expect-error there is no such role
          wallet: { ...walletRules, read: ["raeder"] },
        },
        procedures: others,
      }),
      wallets({
        roles: ["reader"],
        withoutSignIn: "reader",
        standard,
        domains: {
          ...stated,
          wallet: {
            ...walletRules,
            // @ts-expect-error there is no such attribute
            hidden: { secert: ["reader"] },
            // @ts-expect-error and no such relation
            readOnly: { valut: ["reader"] },
          },
        },
        procedures: others,
      }),
      wallets({
        roles: ["reader"],
        withoutSignIn: "reader",
        standard,
        domains: {
          ...stated,
          wallet: {
            ...walletRules,
            // @ts-expect-error rows have no such attribute
            scope: ({ user }) => ({ ownr: user.id }),
          },
        },
        procedures: others,
      }),
      wallets({
        roles: ["reader"],
        withoutSignIn: "reader",
        standard,
        domains: { ...stated, wallet: walletRules },
        // @ts-expect-error there is no such procedure
        procedures: { ...others, "bank.isOpn": all },
      }),
    ];
    expect(made).toHaveLength(6);
  });

  test("is a domain or a procedure without a rule", () => {
    const made = [
      wallets({
        roles: ["reader"],
        withoutSignIn: "reader",
        standard,
        // @ts-expect-error vaults have none
        domains: { payment: {}, wallet: walletRules },
        procedures: others,
      }),
      wallets({
        roles: ["reader"],
        withoutSignIn: "reader",
        standard,
        domains: {
          ...stated,
          // @ts-expect-error its own procedures have none
          wallet: {},
        },
        procedures: others,
      }),
      wallets({
        roles: ["reader"],
        withoutSignIn: "reader",
        standard,
        domains: {
          ...stated,
          wallet: {
            ...walletRules,
            // @ts-expect-error one of them has none
            procedures: { rename: all },
          },
        },
        procedures: others,
      }),
      // @ts-expect-error the procedures of no domain have none
      wallets({
        roles: ["reader"],
        withoutSignIn: "reader",
        standard,
        domains: { ...stated, wallet: walletRules },
      }),
    ];
    expect(made).toHaveLength(4);
  });
});

describe("nothing is served", () => {
  test("where a procedure has no rule, and the error names it", () => {
    const { wallet: stated, vault: _, ...others } = access.domains;
    const wallet = stated as StatedDomainRules; // it is there
    const { whole: __, ...procedures } = wallet.procedures ?? {};
    const domains = { ...others, wallet: { ...wallet, procedures } };
    expect(() => checkRules({ ...access, domains, procedures: {} }, guardedRouter)).toThrow(
      "No rule says who may call wallet.whole, vault.list, vault.create, vault.delete, bank.isOpen.",
    );
    expect(() => checkRules(access, guardedRouter)).not.toThrow();
  });

  test("where a procedure of a domain's own is called like one that every domain has", () => {
    const { procedure, router } = guardedApi;
    const own = {
      history: procedure.input(z.object({ year: z.int() })).query(() => []),
      trash: procedure.input(TrashQuery).query(() => []),
      restore: procedure.mutation(() => undefined),
    };
    const everyones = { payment: {}, vault: {}, wallet: {} };
    const check = (members: Parameters<typeof router>[0]) => () =>
      checkRules({ ...access, domains: everyones }, router({ wallet: router(members) }));
    expect(check(own)).toThrow("wallet.history, wallet.restore have names of the procedures");
    expect(check({ history: own.history })).toThrow(
      expect.objectContaining({
        code: "PROCEDURE_NAME_TAKEN",
        hint: expect.stringContaining("another name"),
      }),
    );
    // One that takes the same is another way to do the same.
    expect(check({ trash: own.trash })).not.toThrow();
    // And a router that is no domain has whatever names it likes.
    const bank = { ...access, procedures: { "bank.history": ["reader"] } };
    expect(() => checkRules(bank, router({ bank: router({ history: own.history }) }))).not.toThrow();
  });

  test("where a rule names a role that isn't stated", () => {
    const vault = { read: ["raeder"], create: [], update: [], delete: [], hidden: { name: ["x"] } };
    const domains = { ...access.domains, vault };
    expect(() => checkRules({ ...access, domains, withoutSignIn: "y" }, guardedRouter)).toThrow(
      'The access rules name "y", "raeder", "x", which "roles" doesn\'t list.',
    );
  });
});
