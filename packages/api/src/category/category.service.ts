import { CategoryEntity } from "@pitstop/db";
import { category } from "@pitstop/types";
import { crudService } from "../crud/service.ts";

export const categoryService = crudService(category, CategoryEntity);
