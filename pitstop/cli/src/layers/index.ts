import { access } from "./access/layer.ts";
import { router, service, tests } from "./api.ts";
import { entity } from "./entity/layer.ts";
import type { Layer } from "./layer.ts";
import { registry } from "./registry/layer.ts";
import { seeds } from "./seeds.ts";
import { types } from "./types/layer.ts";

/** Every layer of a domain, in the order in which people read a change. */
export const layers: readonly Layer[] = [types, entity, service, router, access, registry, tests, seeds];
