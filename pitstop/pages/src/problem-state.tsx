import { Code, EmptyState, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { PendingButton } from "./form/pending-button.tsx";
import { Icon } from "./icon.tsx";
import { problemOf } from "./problem.ts";

interface ProblemStateProps {
  error: unknown;
  onRetry: () => void;
  isRetrying?: boolean;
  children?: ReactNode;
}

/** In place of what could not be loaded: what happened, and a way on. */
export function ProblemState({ error, onRetry, isRetrying = false, children }: ProblemStateProps) {
  const { code, message, requestId } = problemOf(error);
  return (
    <EmptyState
      role="alert"
      py="xl"
      icon={<Icon name="alert" size={32} />}
      title={code === undefined ? "No connection to the server" : "This could not be loaded"}
      description={message}
    >
      {requestId && (
        <Text size="xs" c="dimmed">
          Request <Code>{requestId}</Code>
        </Text>
      )}
      <EmptyState.Actions>
        <PendingButton onClick={onRetry} isPending={isRetrying}>
          Try again
        </PendingButton>
        {children}
      </EmptyState.Actions>
    </EmptyState>
  );
}
