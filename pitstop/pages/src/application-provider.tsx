import { type ReactNode, useEffect, useMemo, useState } from "react";
import { domainsFor, type OwnAccess } from "./access.ts";
import { type Application, ApplicationContext } from "./application.ts";

/** The application as the user has it: until the server has said what that is, and where it can't, with all of it. */
export function ApplicationProvider({ given, children }: { given: Application; children: ReactNode }) {
  const [access, setAccess] = useState<OwnAccess>();
  useEffect(() => {
    given.ownAccess().then(setAccess, () => undefined); // the server refuses what pages offer by mistake
  }, [given]);
  const application = useMemo(
    () => (access ? { ...given, access, domains: domainsFor(given.domains, access) } : given),
    [given, access],
  );
  return <ApplicationContext value={application}>{children}</ApplicationContext>;
}
