import { createTestDatabase } from "@app/db/testing";
import { describeDomain as describeDomainOf } from "@pitstop/trpc/vitest";
import { appRouter } from "../src/root.ts";
import { api } from "../src/trpc.ts";

type Domain = Parameters<typeof describeDomainOf>[1];

/** The tests that every domain passes, through the typed client on a real database. */
export const describeDomain = (domain: Domain): void =>
  describeDomainOf({ api, router: appRouter, createTestDatabase }, domain);
