import { Button, EmptyState } from "@mantine/core";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { Icon } from "../icon.tsx";

/** In place of a page that threw: the frame stays, and the page can be tried again. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <EmptyState
      role="alert"
      py={80}
      icon={<Icon name="alert" size={36} />}
      title="This page stopped working"
      description={error instanceof Error ? error.message : String(error)}
    >
      <EmptyState.Actions>
        <Button
          onClick={() => {
            reset();
            void router.invalidate();
          }}
        >
          Try again
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
