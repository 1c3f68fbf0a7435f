// What a team owns of its pages, with everything that it can put in its own way. Here the application's domains stand
// between made-up ones.
import { domains as known } from "@app/types";
import { homeland, roadster } from "@app/types/testing/roadsters";
import "@app/types/testing/machines";
import { mountPages } from "@pitstop/pages";
import { clientOf } from "@pitstop/trpc/client";
import { version } from "@pitstop/trpc/test/version";
import { ColorsPage } from "./colors-page.tsx";
import { HomelandList } from "./homeland-list.tsx";
import { HomelandRecord } from "./homeland-record.tsx";
import { RemarksCell } from "./remarks-cell.tsx";
import { RemarksField } from "./remarks-field.tsx";

const createClient = clientOf(version);
const domains = { ...known, homeland, roadster };

mountPages(document.getElementById("root"), {
  title: "Roadster Club",
  logo: <img src="/logo.svg" alt="" width={26} height={26} />,
  theme: { defaultRadius: "xs" },
  domains,
  signIn: true,
  newClient: () => createClient("", { attempts: 1 }),
  pages: [{ path: "/colors", label: "Paint colors", component: ColorsPage }],
  slots: {
    homeland: {
      list: HomelandList,
      record: HomelandRecord,
      cells: { remarks: RemarksCell },
      fields: { remarks: RemarksField },
    },
  },
});
