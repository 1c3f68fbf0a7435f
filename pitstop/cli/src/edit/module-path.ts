import { posix } from "node:path";

/** How one file imports another one: `./car.ts`, `../cars/car.ts`. */
export function moduleBetween(from: string, to: string): string {
  const relative = posix.relative(posix.dirname(from), to);
  return relative.startsWith(".") ? relative : `./${relative}`;
}
