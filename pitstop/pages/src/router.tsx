import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  useLocation,
} from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { parseAddress, writeAddress } from "./address.ts";
import { type OwnPage, useApplication } from "./application.ts";
import { type Domain, mainDomains } from "./domains.ts";
import { FirstDomainPage } from "./first-domain-page.tsx";
import { NewPage } from "./form/new-page.tsx";
import { ListPage } from "./list/list-page.tsx";
import type { ListSearch } from "./list/list-search.ts";
import { NotFoundPage } from "./not-found-page.tsx";
import { RecordPage } from "./record/record-page.tsx";
import { CrashPage } from "./shell/crash-page.tsx";
import { Shell } from "./shell/shell.tsx";
import {
  FORGOTTEN_PATH,
  OPEN_PATHS,
  SESSIONS_PATH,
  SET_PASSWORD_PATH,
  SIGN_IN_PATH,
  SIGN_UP_PATH,
  useMustSignIn,
} from "./sign-in/session.ts";
import { inSentence } from "./words.ts";

// Few visits go there, so the others don't load it.
const TrashPage = lazy(async () => ({ default: (await import("./history/loaded-later.ts")).TrashPage }));

const root = createRootRoute({
  component: function Root() {
    const { signIn, isReady } = useApplication();
    const { pathname } = useLocation();
    if (!(signIn && OPEN_PATHS.includes(pathname))) return <Shell />;
    return isReady && <Outlet />;
  },
  notFoundComponent: () => <NotFoundPage>There is no page at this address.</NotFoundPage>,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: function Home() {
    const { isReady, domains } = useApplication();
    const mustSignIn = useMustSignIn();
    const [first] = mainDomains(domains);
    // Whoever has to sign in is on the way there already.
    if (!isReady || mustSignIn) return null;
    return first ? <Navigate to="/$plural" params={{ plural: first.plural }} replace /> : <FirstDomainPage />;
  },
});

const ofDomain = createRoute({
  getParentRoute: () => root,
  path: "/$plural",
  component: function OfDomain() {
    const { plural } = ofDomain.useParams();
    if (useDomainOf(plural)) return <Outlet />;
    return <NotFoundPage>There is nothing here by the name of “{plural}”.</NotFoundPage>;
  },
});

const useDomainOf = (plural: string): Domain | undefined =>
  useApplication().domains.find((domain) => domain.plural === plural);

/** The domain of the address; `ofDomain` lets no other through. */
function useDomain(): Domain {
  const { plural } = ofDomain.useParams();
  const domain = useDomainOf(plural);
  if (!domain) throw new Error(`There is no domain with the plural "${plural}".`);
  return domain;
}

const list = createRoute({
  getParentRoute: () => ofDomain,
  path: "/",
  // Kept as it is: the list says what it does not understand.
  validateSearch: (search): ListSearch => search,
  component: function ListOfDomain() {
    const domain = useDomain();
    const { list: List = ListPage } = domain.slots;
    return <List key={domain.name} domain={domain} />;
  },
});

const create = createRoute({
  getParentRoute: () => ofDomain,
  path: "/new",
  component: function CreateOfDomain() {
    const domain = useDomain();
    const { create: Create = NewPage } = domain.slots;
    if (!domain.may.has("create"))
      return <NotFoundPage domain={domain}>You may not add {inSentence(domain.label.many)}.</NotFoundPage>;
    return <Create key={domain.name} domain={domain} />;
  },
});

const trash = createRoute({
  getParentRoute: () => ofDomain,
  path: "/trash",
  component: function TrashOfDomain() {
    const domain = useDomain();
    return (
      <Suspense>
        <TrashPage key={domain.name} domain={domain} />
      </Suspense>
    );
  },
});

const record = createRoute({
  getParentRoute: () => ofDomain,
  path: "/$id",
  component: function RecordOfDomain() {
    const domain = useDomain();
    const { id } = record.useParams();
    const { record: Record = RecordPage } = domain.slots;
    return <Record key={`${domain.name} ${id}`} domain={domain} id={id} />;
  },
});

/** The pages of one's account. Few visits go there, so the others don't load them. */
const accountPages = () => import("./sign-in/loaded-later.ts");

const signIn = createRoute({
  getParentRoute: () => root,
  path: SIGN_IN_PATH,
  // Where to go from here, and what the provider said, who has sent somebody back.
  validateSearch: ({ returnTo, error }): { returnTo?: string; error?: string } => ({
    ...(typeof returnTo === "string" && { returnTo }),
    ...(typeof error === "string" && { error }),
  }),
  component: lazyRouteComponent(accountPages, "SignInPage"),
});

const ofAccount = <const Path extends string>(
  path: Path,
  page: Exclude<keyof Awaited<ReturnType<typeof accountPages>>, "SignInPage">,
) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(accountPages, page) });

const ofEveryApplication = [
  home,
  ofDomain.addChildren([list, create, trash, record]),
  signIn,
  ofAccount(SIGN_UP_PATH, "SignUpPage"),
  ofAccount(FORGOTTEN_PATH, "ForgottenPage"),
  ofAccount(SET_PASSWORD_PATH, "SetPasswordPage"),
  ofAccount(SESSIONS_PATH, "SessionsPage"),
] as const;

/** The router of all pages: those of every domain, and in front of them an application's own. */
export function createPagesRouter(pages: readonly OwnPage[], hasSignIn: boolean) {
  const own = pages.map(({ path, component }) =>
    createRoute({ getParentRoute: () => root, path, component }),
  );
  const paths = [...pages.map(({ path }) => path), ...(hasSignIn ? [] : [...OPEN_PATHS, SESSIONS_PATH])];
  const others: readonly AnyRoute[] = ofEveryApplication.filter((route) => !paths.includes(route.path));
  return createRouter({
    // Links within the pages are typed by the routes that every application has.
    routeTree: root.addChildren([...others, ...own] as unknown as typeof ofEveryApplication),
    parseSearch: parseAddress,
    stringifySearch: writeAddress,
    defaultErrorComponent: CrashPage,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPagesRouter>;
  }
}
