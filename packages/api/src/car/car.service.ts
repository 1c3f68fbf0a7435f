import { CarEntity } from "@pitstop/db";
import { car } from "@pitstop/types";
import { crudService } from "../crud/service.ts";

export const carService = crudService(car, CarEntity);
