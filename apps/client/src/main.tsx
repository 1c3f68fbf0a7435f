import { createClient } from "@app/api/client";
import { domains } from "@app/types";
import { mountPages } from "@pitstop/pages";

/** What this build is called; the bundler knows. */
const build: string | undefined = import.meta.env.VITE_BUILD;

mountPages(document.getElementById("root"), {
  title: "Pitstop",
  logo: <img src="/icon.svg" alt="" width={26} height={26} />,
  domains,
  signIn: true,
  newClient: () => createClient("", { attempts: 1, ...(build !== undefined && { build }) }),
  locale: import.meta.env.VITE_LOCALE,
});
