import {
  ById,
  Category,
  CategoryCount,
  CategoryCreate,
  CategoryList,
  CategoryPage,
  CategoryUpdate,
  Count,
  Deleted,
  Deletion,
  HistoryPage,
  HistoryQuery,
  Restoration,
  TrashQuery,
} from "@app/types";
import { procedure, router } from "../trpc.ts";
import { categoryService } from "./category.service.ts";

export const categoryRouter = router({
  list: procedure
    .input(CategoryList)
    .output(CategoryPage)
    .query(({ ctx, input }) => categoryService.list(ctx.em, input)),
  count: procedure
    .input(CategoryCount)
    .output(Count)
    .query(({ ctx, input }) => categoryService.count(ctx.em, input)),
  byId: procedure
    .input(ById)
    .output(Category)
    .query(({ ctx, input }) => categoryService.byId(ctx.em, input)),
  create: procedure
    .input(CategoryCreate)
    .output(Category)
    .mutation(({ ctx, input }) => categoryService.create(ctx.em, input)),
  update: procedure
    .input(CategoryUpdate)
    .output(Category)
    .mutation(({ ctx, input }) => categoryService.update(ctx.em, input)),
  delete: procedure
    .input(Deletion)
    .output(Deleted)
    .mutation(({ ctx, input }) => categoryService.delete(ctx.em, input)),
  history: procedure
    .input(HistoryQuery)
    .output(HistoryPage)
    .query(({ ctx, input }) => categoryService.history(ctx.em, input)),
  trash: procedure
    .input(TrashQuery)
    .output(HistoryPage)
    .query(({ ctx, input }) => categoryService.trash(ctx.em, input)),
  restore: procedure
    .input(Restoration)
    .output(Category)
    .mutation(({ ctx, input }) => categoryService.restore(ctx.em, input)),
});
