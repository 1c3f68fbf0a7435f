import type { AnyTRPCRouter } from "@trpc/server";
import type { TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { createContext, type FunctionComponent, type ReactNode, useContext } from "react";
import type { OwnAccess } from "./access.ts";
import type { Connection } from "./api.ts";
import type { Domain } from "./domains.ts";

/** A page of an application's own: what it shows at an address, within the frame of all pages. */
export interface OwnPage {
  /** The address, with parameters as TanStack Router writes them: `/reports/$year`. It goes before a domain's own. */
  path: string;
  /** Its name in the navigation, behind the domains; a page without one is reached by links alone. */
  label?: string;
  component: FunctionComponent;
}

/** What every page of an application knows of it. */
export interface Application extends GivenApplication {
  /**
   * Whether it is known who the user is and what they may do, or won't be soon. Until then nothing is shown: what comes and
   * goes with it would move under the pointer.
   */
  isReady: boolean;
  /** What the user may do; undefined until the server has said so. */
  access?: OwnAccess;
}

/** What the application itself says. */
export interface GivenApplication extends Connection {
  title: string;
  logo: ReactNode;
  domains: readonly Domain[];
  pages: readonly OwnPage[];
  /** Whether the server may want people to sign in. */
  signIn: boolean;
}

export const ApplicationContext = createContext<Application | undefined>(undefined);

/** The application that a page belongs to. */
export function useApplication(): Application {
  const application = useContext(ApplicationContext);
  if (!application) throw new Error("This component is shown outside of the pages that mountPages() mounts.");
  return application;
}

/**
 * The application's procedures as query and mutation options, for pages and slots of its own. What they read is kept
 * and read again together with everything else on the pages.
 *
 * @example
 * const count = useQuery(useApi<AppRouter>().car.count.queryOptions({}));
 */
export const useApi = <Router extends AnyTRPCRouter>(): TRPCOptionsProxy<Router> =>
  useApplication().api as unknown as TRPCOptionsProxy<Router>; // the caller names the router of its own client
