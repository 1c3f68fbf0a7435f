import { join } from "node:path";
import { pagesConfig } from "@pitstop/pages/vite";
import { defineConfig, mergeConfig } from "vite";

const pageOf = (name: string) => join(import.meta.dirname, `${name}.html`);

export default defineConfig(
  mergeConfig(pagesConfig(import.meta.dirname), {
    build: { rolldownOptions: { input: [pageOf("index"), pageOf("empty")] } },
  }),
);
