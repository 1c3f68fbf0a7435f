// The driver adapter on a `pg` pool of the same size as everybody's, statements prepared by name (the adapter's
// statementNameGenerator), relations by join (the preview feature relationJoins,
// https://www.prisma.io/docs/orm/prisma-client/queries/relation-queries).
import { PrismaPg } from "@prisma/adapter-pg";
import { serve } from "../serve.ts";
import { PAGE_SIZE } from "../store.ts";
import { PrismaClient } from "./generated/client.ts";

const names = new Map<string, string>();
function statementName(sql: string): string {
  const name = names.get(sql) ?? `prisma_${names.size + 1}`;
  names.set(sql, name);
  return name;
}

const adapter = new PrismaPg(
  { connectionString: process.env.DATABASE_URL, max: 10 },
  { statementNameGenerator: (query) => statementName(query.sql) },
);
const prisma = new PrismaClient({ adapter });

const include = { category: { select: { id: true, name: true } } } as const;

interface Row {
  id: bigint;
  name: string;
  color: string | null;
  category: { id: bigint; name: string } | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

const carOf = ({ id, name, color, category, createdAt, updatedAt, version }: Row) => ({
  id: Number(id),
  name,
  color,
  category: category && { id: Number(category.id), name: category.name },
  createdAt,
  updatedAt,
  version,
});

await serve({
  list: async (after) => {
    const rows = await prisma.car.findMany({
      relationLoadStrategy: "join",
      where: { id: { gt: after } },
      orderBy: { id: "asc" },
      take: PAGE_SIZE + 1,
      include,
    });
    return rows.map(carOf);
  },
  byId: async (id) => {
    const row = await prisma.car.findUnique({ relationLoadStrategy: "join", where: { id }, include });
    return row ? carOf(row) : undefined;
  },
  create: async (data) => carOf(await prisma.car.create({ relationLoadStrategy: "join", data, include })),
});
