import { Navigate, useLocation } from "@tanstack/react-router";
import { SIGN_IN_PATH, useMustSignIn } from "./session.ts";

/** Leads whoever is not signed in to the page where one does that, and from there back to here. */
export function RequireSignIn() {
  const mustSignIn = useMustSignIn();
  const { href } = useLocation();
  if (!mustSignIn) return null;
  return <Navigate to={SIGN_IN_PATH} search={href === "/" ? {} : { returnTo: href }} replace />;
}
