import { ActionIcon, Button, Popover, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { Icon } from "../icon.tsx";
import { ButtonLink } from "../links.tsx";
import { notifyProblem } from "../notify.tsx";
import { SESSIONS_PATH, SIGN_IN_PATH, signOut, useSession } from "./session.ts";

/** Who is signed in, and the way out. */
export function UserMenu() {
  const user = useSession()?.user;
  const [isOpen, { close, toggle }] = useDisclosure(false);
  const { mutate } = useMutation({
    mutationFn: signOut,
    // With everything that was read.
    onSuccess: () => window.location.assign(SIGN_IN_PATH),
    onError: ({ message }) => notifyProblem(message),
  });
  if (!user) return null;
  return (
    <Popover opened={isOpen} onChange={close} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="default" size="lg" aria-label={`Signed in as ${user.name}`} onClick={toggle}>
          <Icon name="user" size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Your account" maw={280}>
        <Stack gap="sm">
          <div>
            <Text size="sm" fw={600} dir="auto">
              {user.name}
            </Text>
            <Text size="xs" c="dimmed">
              {user.email}
            </Text>
            <Text size="xs" c="dimmed">
              Role: {user.role}
            </Text>
          </div>
          <ButtonLink variant="default" size="xs" to={SESSIONS_PATH} onClick={close}>
            Your sessions
          </ButtonLink>
          <Button size="xs" onClick={() => mutate()}>
            Sign out
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
