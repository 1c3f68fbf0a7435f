import { pagesConfig } from "@pitstop/pages/vite";
import { defineConfig } from "vite";

export default defineConfig(pagesConfig(import.meta.dirname));
