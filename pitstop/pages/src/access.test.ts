import { defineDomain } from "@pitstop/domain";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { domainsFor, type OwnAccess } from "./access.ts";
import { domainsOf, mainDomains, referencesTo } from "./domains.ts";
import { fieldsOf, writableFieldsOf } from "./fields.ts";

const shelf = defineDomain({
  name: "shelf",
  plural: "shelves",
  label: { one: "Shelf", many: "Shelves" },
  description: "Where books are.",
  title: "name",
  attributes: { name: z.string().meta({ label: "Name" }) },
  relations: {},
});
const book = defineDomain({
  name: "book",
  plural: "books",
  label: { one: "Book", many: "Books" },
  description: "A book.",
  title: "name",
  attributes: {
    name: z.string().meta({ label: "Name" }),
    price: z.number().meta({ label: "Price" }),
    note: z.string().meta({ label: "Note" }),
  },
  relations: { shelf: { domain: "shelf", label: "Shelf", nullable: true } },
});
const domains = Object.values(domainsOf({ book, shelf }));

const every = ["read", "create", "update", "delete"] as const;
const everything = { may: every, readOnly: [], hidden: [] };
const user = { name: "Ada", role: "reader" };

const forUser = (limits: OwnAccess["domains"]) =>
  domainsFor(domains, { user, domains: limits, switchableRoles: [] });

describe("for a user who may do everything", () => {
  test("and for nobody, the domains are the same ones", () => {
    expect(forUser({ book: everything, shelf: everything })).toBe(domains);
    expect(domainsFor(domains, { user: null, domains: {}, switchableRoles: [] })).toBe(domains);
  });
});

describe("for a user who may not", () => {
  const [books, shelves] = forUser({
    book: { may: ["read", "update"], readOnly: ["note"], hidden: ["price", "shelf"] },
    shelf: { may: [], readOnly: [], hidden: ["name"] },
  });
  if (!(books && shelves)) throw new Error("There are two.");

  test("hidden attributes and relations are no fields, and no form asks for them", () => {
    expect(fieldsOf(books).map(({ key }) => key)).toEqual(["name", "note"]);
    expect(books.update.safeParse({ id: 1, version: 1, price: 2 }).success).toBe(false);
    expect(referencesTo(shelves)).toEqual([]);
    expect(shelves.title).toBe("id");
  });

  test("read-only ones are shown, and no new record has them", () => {
    expect(fieldsOf(books).map(({ isReadOnly }) => isReadOnly)).toEqual([false, true]);
    expect(writableFieldsOf(books).map(({ key }) => key)).toEqual(["name"]);
    expect(books.create.safeParse({ name: "Emma" }).success).toBe(true);
  });

  test("domains that can't be read are no place to go to", () => {
    expect(mainDomains([books, shelves])).toEqual([books]);
    expect([...books.may]).toEqual(["read", "update"]);
  });
});
