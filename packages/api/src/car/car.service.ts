import { CarEntity } from "@app/db";
import { car } from "@app/types";
import { crudService } from "../trpc.ts";

export const carService = crudService(car, CarEntity);
