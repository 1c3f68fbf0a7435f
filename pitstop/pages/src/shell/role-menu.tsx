import { NativeSelect } from "@mantine/core";
import { switchRole } from "../access.ts";
import { useApplication } from "../application.ts";

/** In development: which role the user has, to see the pages as each role does. */
export function RoleMenu() {
  const { access } = useApplication();
  if (!access?.user || access.switchableRoles.length === 0) return null;
  return (
    <NativeSelect
      aria-label="Your role"
      size="xs"
      visibleFrom="sm"
      data={[...access.switchableRoles]}
      value={access.user.role}
      onChange={(event) => switchRole(event.currentTarget.value)}
    />
  );
}
