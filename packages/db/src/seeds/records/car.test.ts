// @domain car: shows what this domain begins with, and goes with it.
import { expect, test } from "vitest";
import { car } from "./car.ts";

test("the cars of the data set are 406, each with its origin", async () => {
  const cars = await car();
  expect(cars).toHaveLength(406);
  const origins = Map.groupBy(cars, (values) =>
    Object.values(values).find((value) => /^(USA|Europe|Japan)$/.test(String(value))),
  );
  const counts = Object.fromEntries([...origins].map(([origin, all]) => [origin, all.length]));
  expect(counts).toEqual({ Europe: 73, Japan: 79, USA: 254 });
});
