import type { EntityManager } from "@mikro-orm/postgresql";
import { CarEntity, CategoryEntity } from "../entities/index.ts";
import { realCars } from "./real-cars.ts";

const descriptions: Record<string, string> = {
  Europe: "Cars made in Europe.",
  Japan: "Cars made in Japan.",
  USA: "Cars made in the United States.",
};

/** Fills an empty database with the real cars and their categories. Gives how many cars it added: 0 where any data is. */
export async function seedWhenEmpty(em: EntityManager): Promise<number> {
  return em.fork().transactional(async (transaction) => {
    const present = (await transaction.count(CategoryEntity)) + (await transaction.count(CarEntity));
    if (present > 0) return 0;
    const cars = await realCars();
    const categories = new Map<string, InstanceType<typeof CategoryEntity.class>>();
    for (const name of new Set(cars.map((car) => car.category))) {
      categories.set(
        name,
        transaction.create(CategoryEntity, { name, description: descriptions[name] ?? null }),
      );
    }
    for (const { name, color, category } of cars) {
      transaction.create(CarEntity, { name, color, category: categories.get(category) ?? null });
    }
    await transaction.flush();
    return cars.length;
  });
}
