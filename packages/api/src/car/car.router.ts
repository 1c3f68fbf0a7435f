import {
  ById,
  Car,
  CarCount,
  CarCreate,
  CarList,
  CarPage,
  CarUpdate,
  Count,
  Deleted,
  Deletion,
  HistoryPage,
  HistoryQuery,
  Restoration,
  TrashQuery,
} from "@app/types";
import { procedure, router } from "../trpc.ts";
import { carService } from "./car.service.ts";

export const carRouter = router({
  list: procedure
    .input(CarList)
    .output(CarPage)
    .query(({ ctx, input }) => carService.list(ctx.em, input)),
  count: procedure
    .input(CarCount)
    .output(Count)
    .query(({ ctx, input }) => carService.count(ctx.em, input)),
  byId: procedure
    .input(ById)
    .output(Car)
    .query(({ ctx, input }) => carService.byId(ctx.em, input)),
  create: procedure
    .input(CarCreate)
    .output(Car)
    .mutation(({ ctx, input }) => carService.create(ctx.em, input)),
  update: procedure
    .input(CarUpdate)
    .output(Car)
    .mutation(({ ctx, input }) => carService.update(ctx.em, input)),
  delete: procedure
    .input(Deletion)
    .output(Deleted)
    .mutation(({ ctx, input }) => carService.delete(ctx.em, input)),
  history: procedure
    .input(HistoryQuery)
    .output(HistoryPage)
    .query(({ ctx, input }) => carService.history(ctx.em, input)),
  trash: procedure
    .input(TrashQuery)
    .output(HistoryPage)
    .query(({ ctx, input }) => carService.trash(ctx.em, input)),
  restore: procedure
    .input(Restoration)
    .output(Car)
    .mutation(({ ctx, input }) => carService.restore(ctx.em, input)),
});
