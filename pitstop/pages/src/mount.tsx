import "./mantine-styles.ts";
import "./app.css";
import { MantineProvider, type MantineThemeOverride, mergeThemeOverrides } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import type { TRPCClient } from "@trpc/client";
import type { AnyTRPCRouter } from "@trpc/server";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { connect } from "./api.ts";
import type { GivenApplication, OwnPage } from "./application.ts";
import { ApplicationProvider } from "./application-provider.tsx";
import { type DomainDefinition, domainsOf } from "./domains.ts";
import { setLocale } from "./locale.ts";
import { createPagesRouter } from "./router.tsx";
import type { AnySlots, Slots } from "./slots.ts";
import { readableColors, theme } from "./theme.ts";

/** What an application says of its pages. */
export interface PagesOptions<
  Definitions extends Readonly<Record<string, DomainDefinition>>,
  Router extends AnyTRPCRouter,
> {
  /** The domains of the shared types, in the order of the navigation. */
  domains: Definitions;
  /** Makes a client of the API, such as `() => createClient("", { attempts: 1 })`. */
  newClient: () => TRPCClient<Router>;
  /** The application's name: in the header, and in the title of every page. */
  title: string;
  /** Stands before the title in the header. */
  logo?: ReactNode;
  /** What differs from the theme of the pages: colors, fonts, defaults of components. */
  theme?: MantineThemeOverride;
  /** The locale of numbers and dates. Defaults to `en-US`. */
  locale?: string | undefined;
  /** Components in place of those that are derived from the domains. */
  slots?: Slots<Definitions>;
  /** Pages beside those of the domains. */
  pages?: readonly OwnPage[];
  /**
   * Whether the server has `signIn()` of `@pitstop/sign-in`. Pages then ask it who is signed in, and lead whoever isn't to
   * the page where one does that. Defaults to false.
   */
  signIn?: boolean;
}

/**
 * Shows the pages of every domain in an element: lists, forms, search, filters.
 *
 * @example
 * mountPages(document.getElementById("root"), {
 *   title: "Acme",
 *   domains,
 *   newClient: () => createClient("", { attempts: 1 }),
 * });
 */
export function mountPages<
  const Definitions extends Readonly<Record<string, DomainDefinition>>,
  Router extends AnyTRPCRouter,
>(container: HTMLElement | null, options: PagesOptions<Definitions, Router>): void {
  if (!container)
    throw new Error("There is no element for the pages: give index.html one, and mount them there.");
  const { title, logo, newClient, pages = [], signIn = false } = options;
  if (options.locale) setLocale(options.locale);
  const slots = (options.slots ?? {}) as Readonly<Record<string, AnySlots>>; // a slot is only given values of its own field
  const connection = connect(newClient);
  const application: GivenApplication = {
    ...connection,
    title,
    logo,
    pages,
    signIn,
    domains: Object.values(domainsOf(options.domains, slots)),
  };
  const show = () => render(container, application, options.theme ?? {});
  if (Object.keys(slots).length + pages.length > 0) void everyStyle().then(show, show);
  else show();
}

/** An application's own pages and slots may show any component of the library. */
const everyStyle = () => import("@mantine/core/styles.layer.css");

function render(container: HTMLElement, application: GivenApplication, own: MantineThemeOverride): void {
  createRoot(container).render(
    <StrictMode>
      <MantineProvider
        theme={mergeThemeOverrides(theme, own)}
        cssVariablesResolver={readableColors}
        defaultColorScheme="auto"
      >
        <Notifications position="top-center" />
        <QueryClientProvider client={application.queryClient}>
          <ApplicationProvider given={application}>
            <RouterProvider router={createPagesRouter(application.pages, application.signIn)} />
          </ApplicationProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
