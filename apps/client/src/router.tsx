import { createRootRoute, createRoute, createRouter, Navigate, Outlet } from "@tanstack/react-router";
import { parseAddress, writeAddress } from "./address.ts";
import { type Domain, domainByPlural, mainDomains } from "./domains.ts";
import { NewPage } from "./form/new-page.tsx";
import { ListPage } from "./list/list-page.tsx";
import type { ListSearch } from "./list/list-search.ts";
import { NotFoundPage } from "./not-found-page.tsx";
import { RecordPage } from "./record/record-page.tsx";
import { CrashPage } from "./shell/crash-page.tsx";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => <NotFoundPage>There is no page at this address.</NotFoundPage>,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: function Home() {
    const [first] = mainDomains;
    return first ? <Navigate to="/$plural" params={{ plural: first.plural }} replace /> : null;
  },
});

const ofDomain = createRoute({
  getParentRoute: () => root,
  path: "/$plural",
  component: function OfDomain() {
    const { plural } = ofDomain.useParams();
    if (domainByPlural(plural)) return <Outlet />;
    return <NotFoundPage>There is nothing here by the name of “{plural}”.</NotFoundPage>;
  },
});

/** The domain of the address; `ofDomain` lets no other through. */
function useDomain(): Domain {
  const { plural } = ofDomain.useParams();
  const domain = domainByPlural(plural);
  if (!domain) throw new Error(`There is no domain with the plural "${plural}".`);
  return domain;
}

const list = createRoute({
  getParentRoute: () => ofDomain,
  path: "/",
  // Kept as it is: the list says what it does not understand.
  validateSearch: (search): ListSearch => search,
  component: function List() {
    const domain = useDomain();
    return <ListPage key={domain.name} domain={domain} />;
  },
});

const create = createRoute({
  getParentRoute: () => ofDomain,
  path: "/new",
  component: function Create() {
    const domain = useDomain();
    return <NewPage key={domain.name} domain={domain} />;
  },
});

const record = createRoute({
  getParentRoute: () => ofDomain,
  path: "/$id",
  component: function Record() {
    const domain = useDomain();
    const { id } = record.useParams();
    return <RecordPage key={`${domain.name} ${id}`} domain={domain} id={id} />;
  },
});

export const router = createRouter({
  routeTree: root.addChildren([home, ofDomain.addChildren([list, create, record])]),
  parseSearch: parseAddress,
  stringifySearch: writeAddress,
  defaultErrorComponent: CrashPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
