import { Anchor, AppShell, Box, Burger, Group, Loader, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useApplication } from "../application.ts";
import { mainDomains } from "../domains.ts";
import { AnchorLink, NavigationLink } from "../links.tsx";
import { RequireSignIn } from "../sign-in/require-sign-in.tsx";
import { UserMenu } from "../sign-in/user-menu.tsx";
import { ColorSchemeToggle } from "./color-scheme-toggle.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { keepFocus } from "./keep-focus.ts";
import { RoleMenu } from "./role-menu.tsx";
import { ShortcutHelp } from "./shortcut-help.tsx";

/** The frame of every page: where one can go, light or dark, and the page. */
export function Shell() {
  const [isMenuOpen, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  const { title, logo, domains, pages, isReady } = useApplication();
  const main = useRef<HTMLElement>(null);
  useEffect(keepFocus, []);
  const lastPathname = useRef(pathname);

  useEffect(() => {
    if (lastPathname.current === pathname) return;
    lastPathname.current = pathname;
    close();
    // A new page is read out from its beginning, unless it has taken the focus to a field.
    if (!main.current?.contains(document.activeElement)) main.current?.focus();
  }, [pathname, close]);

  return (
    <AppShell
      // Hidden, and yet there: what pages show is on its way meanwhile.
      className={isReady ? undefined : "not-ready"}
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !isMenuOpen } }}
      padding={{ base: "md", md: "xl" }}
    >
      {/* A button, because the address of a list is its state: a skip is no new address. */}
      <UnstyledButton className="skip-link" onClick={() => main.current?.focus()}>
        Skip to the content
      </UnstyledButton>
      {!isReady && <Loader className="slow-start" aria-label="Loading" role="status" />}
      <RequireSignIn />
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isMenuOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isMenuOpen ? "Close the menu" : "Open the menu"}
              aria-expanded={isMenuOpen}
            />
            <AnchorLink to="/" underline="never" c="inherit">
              <Group component="span" gap={8} wrap="nowrap">
                {logo}
                <Text span fw={700} fz="lg">
                  {title}
                </Text>
              </Group>
            </AnchorLink>
          </Group>
          <Group gap="md" wrap="nowrap">
            <Anchor href="/docs" size="sm" c="inherit">
              API
            </Anchor>
            <RoleMenu />
            <ShortcutHelp />
            <ColorSchemeToggle />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Main">
        {mainDomains(domains).map((domain) => (
          <NavigationLink
            key={domain.name}
            to="/$plural"
            params={{ plural: domain.plural }}
            activeOptions={{ includeSearch: false }}
            active={pathname.split("/")[1] === domain.plural}
            label={domain.label.many}
            style={{ borderRadius: "var(--mantine-radius-md)" }}
          />
        ))}
        {pages.map(
          ({ path, label }) =>
            label !== undefined && (
              <NavigationLink
                key={path}
                to={path}
                active={pathname === path}
                label={label}
                style={{ borderRadius: "var(--mantine-radius-md)" }}
              />
            ),
        )}
      </AppShell.Navbar>
      <AppShell.Main id="main" ref={main} tabIndex={-1}>
        <Box maw="84rem">
          <ConnectionBanner />
          <Outlet />
        </Box>
      </AppShell.Main>
    </AppShell>
  );
}
