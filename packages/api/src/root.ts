import { carRouter } from "./car/car.router.ts";
import { categoryRouter } from "./category/category.router.ts";
import { router } from "./trpc.ts";

/** Every domain's router, under the domain's name. */
export const appRouter = router({
  car: carRouter,
  category: categoryRouter,
});

/** The type that typed clients are built from. */
export type AppRouter = typeof appRouter;
