// An application without domains, as a new one begins. It lies beside the other one, and is at home all the same.
import { mountPages } from "@pitstop/pages";
import { clientOf } from "@pitstop/trpc/client";
import { version } from "@pitstop/trpc/test/version";

const createClient = clientOf(version);
history.replaceState(null, "", "/");

mountPages(document.getElementById("root"), {
  title: "Empty Club",
  domains: {},
  newClient: () => createClient("", { attempts: 1 }),
});
