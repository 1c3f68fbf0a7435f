import { loadParser } from "../src/parser.ts";

await loadParser();
