import { CategoryEntity } from "@app/db";
import { category } from "@app/types";
import { crudService } from "../trpc.ts";

export const categoryService = crudService(category, CategoryEntity);
