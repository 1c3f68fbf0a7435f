import { github } from "./github.ts";
import { json } from "./json.ts";
import type { Format } from "./report.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

export const formats: Readonly<Record<FormatName, Format>> = { text, json, github, sarif };

export type FormatName = "text" | "json" | "github" | "sarif";
