import { loadParser } from "@pitstop/lint";

await loadParser();
