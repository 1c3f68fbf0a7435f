import { Alert, Code, Text } from "@mantine/core";
import { Icon } from "../icon.tsx";
import type { Problem } from "../problem.ts";

/** What kept a form from being saved and belongs to no single field. */
export function FormProblem({ problem }: { problem: Problem }) {
  return (
    <Alert
      role="alert"
      color="red"
      variant="default"
      icon={<Icon name="alert" size={20} />}
      title="Not saved"
    >
      <Text size="sm">{problem.message}</Text>
      {problem.requestId && problem.code === "INTERNAL_SERVER_ERROR" && (
        <Text size="xs" c="dimmed" mt={4}>
          Request <Code>{problem.requestId}</Code>
        </Text>
      )}
    </Alert>
  );
}
