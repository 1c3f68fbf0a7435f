// The server of the tests, on which people sign in. Mails are lines of a file.
import { appendFileSync } from "node:fs";
import { addClientUse, openDatabase, pendingMigrations } from "@app/db";
import { start } from "@pitstop/http";
import { signIn } from "@pitstop/sign-in";
import { servedApi } from "@pitstop/trpc/test/application";

await start({
  title: "Roadster Club",
  api: servedApi(),
  database: { open: openDatabase, pendingMigrations, addClientUse },
  ...signIn({
    sendMail: async (mail) => appendFileSync(process.env.MAILS ?? "", `${JSON.stringify(mail)}\n`),
  }),
});
