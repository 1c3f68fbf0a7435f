#!/usr/bin/env node
import { runOnSupportedNode } from "@pitstop/process";

runOnSupportedNode("pitstop-start", () => import("./command.ts"), "24.0.0");
