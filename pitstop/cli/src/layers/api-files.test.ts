import { expect, test } from "vitest";
import { apiFilesOf } from "./api-files.ts";
import { readRegistry } from "./registry/registry-file.ts";

const API = "packages/api/src";

/** The files of the car among others, where the routers are imported from these modules. */
function filesOfCar(
  modules: { readonly car: string; readonly [name: string]: string },
  files: readonly string[],
): string[] {
  const imports = Object.entries(modules).map(
    ([name, module]) => `import { ${name}Router } from "${module}";`,
  );
  const list = Object.keys(modules).map((name) => `${name}: ${name}Router`);
  const text = `${imports.join("\n")}\nexport const appRouter = router({ ${list.join(", ")} });\n`;
  const routers = readRegistry(`${API}/root.ts`, text, "appRouter");
  const paths = files.map((file) => `${API}/${file}`);
  const router = `${API}/${modules.car.slice(2)}`;
  return apiFilesOf(paths, routers, { name: "car", router }).map((path) => path.slice(API.length + 1));
}

test("a domain has its folder to itself", () => {
  const files = ["car/car.router.ts", "car/parts/wheel.ts", "cart/cart.router.ts", "trpc.ts"];
  expect(filesOfCar({ car: "./car/car.router.ts", cart: "./cart/cart.router.ts" }, files)).toEqual([
    "car/car.router.ts",
    "car/parts/wheel.ts",
  ]);
});

test("of a folder that all routers share, a domain has the files with its name", () => {
  const files = ["routers/car.ts", "routers/car.test.ts", "routers/cart.ts", "routers/common.ts"];
  expect(filesOfCar({ car: "./routers/car.ts", cart: "./routers/cart.ts" }, files)).toEqual([
    "routers/car.ts",
    "routers/car.test.ts",
  ]);
});

test("so it is where the router is beside everything else of the API", () => {
  const files = ["car.router.ts", "car.service.ts", "root.ts", "trpc.ts", "scripts/car.ts"];
  expect(filesOfCar({ car: "./car.router.ts" }, files)).toEqual(["car.router.ts", "car.service.ts"]);
});

test("a domain whose folder is within that of another one keeps its own", () => {
  const files = ["car/car.router.ts", "car/wheel/wheel.router.ts", "car/wheel/wheel.test.ts"];
  expect(filesOfCar({ car: "./car/car.router.ts", wheel: "./car/wheel/wheel.router.ts" }, files)).toEqual([
    "car/car.router.ts",
  ]);
});
