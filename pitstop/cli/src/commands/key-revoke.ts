import { Argument } from "commander";
import type { Command } from "../command-line/command.ts";

export const keyRevoke: Command = {
  name: "key:revoke",
  summary: "Revoke an API key: it works no more from this moment on",
  examples: [
    "pitstop key:revoke pit_4fGh2K",
    "DATABASE_URL=postgresql://… pitstop key:revoke 6f3c5b1e-8a0d-4a57-9d35-2f6f8c1f4e7a",
  ],
  argument: new Argument("<key>", "its id or its first characters, as key:list shows them"),
  run: async (context, { words: [key = ""] }) => {
    const { keyRevoke: revoke } = await import("../sign-in/key-commands.ts");
    await revoke(context, key);
  },
};
