import { Navigate, useLocation } from "@tanstack/react-router";
import { SIGN_IN_PATH, useSession } from "./session.ts";

/** Leads whoever is not signed in to the page where one does that, and from there back to here. */
export function RequireSignIn() {
  const session = useSession();
  const { href } = useLocation();
  if (!session?.isOn || session.user) return null;
  return <Navigate to={SIGN_IN_PATH} search={href === "/" ? {} : { returnTo: href }} replace />;
}
