import { type ReactNode, useEffect, useMemo, useState } from "react";
import { domainsFor, type OwnAccess } from "./access.ts";
import { type Application, ApplicationContext, type GivenApplication } from "./application.ts";
import { useIsSessionKnown } from "./sign-in/session.ts";

/** So long, in milliseconds, pages wait for the server to say who the user is and what they may do. */
const PATIENCE = 2_000;

/** The application as the user has it: where the server doesn't say what that is, with all of it. */
export function ApplicationProvider({ given, children }: { given: GivenApplication; children: ReactNode }) {
  const [access, setAccess] = useState<OwnAccess>();
  const [isGivenUp, setIsGivenUp] = useState(false);
  const isSessionKnown = useIsSessionKnown(given.signIn);
  useEffect(() => {
    const giveUp = () => setIsGivenUp(true);
    given.ownAccess().then(setAccess, giveUp); // the server refuses what pages offer by mistake
    const timer = setTimeout(giveUp, PATIENCE);
    return () => clearTimeout(timer);
  }, [given]);
  const isReady = isGivenUp || (Boolean(access) && isSessionKnown);
  const application: Application = useMemo(
    () =>
      access
        ? { ...given, isReady, access, domains: domainsFor(given.domains, access) }
        : { ...given, isReady },
    [given, isReady, access],
  );
  return <ApplicationContext value={application}>{children}</ApplicationContext>;
}
