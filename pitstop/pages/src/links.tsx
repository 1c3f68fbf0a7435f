import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  NavLink,
  type NavLinkProps,
} from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

// Mantine's looks with the router's typed `to`, `params` and `search`.

export const AnchorLink = createLink((props: AnchorProps & ComponentProps<"a">) => <Anchor {...props} />);

export const ButtonLink = createLink((props: ButtonProps & ComponentProps<"a">) => (
  <Button component="a" {...props} />
));

export const NavigationLink = createLink((props: NavLinkProps & ComponentProps<"a">) => (
  <NavLink {...props} />
));
