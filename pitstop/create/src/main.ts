#!/usr/bin/env node
import { runOnSupportedNode } from "@pitstop/process";

runOnSupportedNode("create-pitstop", () => import("./command.ts"));
