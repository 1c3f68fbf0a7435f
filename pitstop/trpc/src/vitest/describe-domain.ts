import { describe, test } from "vitest";
import type { Domain } from "../crud/table.ts";
import { domainChecks } from "./domain-checks/index.ts";
import { Subject } from "./domain-checks/subject.ts";
import { type TestApplication, testClient } from "./test-client.ts";

/**
 * The tests that every domain passes, through the typed client on a real database: each attribute is written, read,
 * filtered and sorted by; pages lead forward and back; bad input and conflicts are told apart. They read the shared types,
 * so that an attribute that comes, goes or changes its name needs no edit here.
 *
 * @example
 * describeDomain({ api, router: appRouter, createTestDatabase }, car);
 */
export function describeDomain(application: TestApplication, domain: Domain): void {
  const api = testClient(application);
  describe(`every ${domain.label.one.toLowerCase()}`, () => {
    test.each(domainChecks)("$title", ({ run }) => run(new Subject(api, domain)));
  });
}
