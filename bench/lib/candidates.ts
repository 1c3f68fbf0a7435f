import type { LoadRequest } from "./load.ts";

export interface Candidate {
  name: string;
  /** The file that a process runs, as a URL. */
  entry: string;
  list: LoadRequest;
  byId: (id: number) => LoadRequest;
  create: (car: { name: string; color: string; categoryId: number }) => LoadRequest;
}

const trpcRoutes: Pick<Candidate, "list" | "byId" | "create"> = {
  list: { method: "GET", path: "/trpc/car.list?input=%7B%7D" },
  byId: (id) => ({
    method: "GET",
    path: `/trpc/car.byId?input=${encodeURIComponent(JSON.stringify({ id }))}`,
  }),
  create: (car) => ({ method: "POST", path: "/trpc/car.create", body: JSON.stringify(car) }),
};

/** What every other candidate is measured against. */
export const limit: Candidate = {
  name: "`http` + `pg`, prepared (the limit)",
  entry: import.meta.resolve("../competitors/limit/server.ts"),
  list: { method: "GET", path: "/cars" },
  byId: (id) => ({ method: "GET", path: `/cars/${id}` }),
  create: (car) => ({ method: "POST", path: "/cars", body: JSON.stringify(car) }),
};

export const candidates: Candidate[] = [
  limit,
  { name: "**Pitstop**", entry: import.meta.resolve("../../apps/server/src/main.ts"), ...trpcRoutes },
  {
    name: "tRPC + Drizzle, prepared",
    entry: import.meta.resolve("../competitors/drizzle/server.ts"),
    ...trpcRoutes,
  },
  { name: "tRPC + Prisma 7", entry: import.meta.resolve("../competitors/prisma/server.ts"), ...trpcRoutes },
];
