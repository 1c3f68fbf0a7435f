// A frontend in a project of its own, made by npm and Vite. It has the client from the registry, and of the application
// the type of its router alone.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What it installs: tRPC in the version of the application, whose types it takes. */
export const frontendPackages = (trpc: string): string[] => [
  "@pitstop/trpc",
  `@trpc/client@${trpc}`,
  `@trpc/server@${trpc}`,
  "@types/node@26",
  "typescript@7",
  "vite@8",
];

/** Its files; \`api\` is the folder of the application's API. */
export function frontendFiles(api: string): Record<string, string> {
  const paths = {
    "@acme-cars/api": [join(api, "src/root.ts")],
    "@acme-cars/api/version.json": [join(api, "src/contract/version.json")],
  };
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: "esnext",
    module: "preserve",
    moduleResolution: "bundler",
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    types: ["node"],
    paths,
  };
  const config = {
    resolve: { alias: { "@acme-cars/api/version.json": join(api, "src/contract/version.json") } },
    build: {
      lib: { entry: "src/frontend.ts", formats: ["es"], fileName: "frontend" },
      target: "esnext",
    },
  };
  return {
    "package.json": JSON.stringify({ name: "frontend", private: true, type: "module" }),
    "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }),
    "vite.config.js": `export default ${JSON.stringify(config)};`,
    "src/frontend.ts": readFileSync(join(import.meta.dirname, "vite-frontend.ts.txt"), "utf8"),
  };
}
