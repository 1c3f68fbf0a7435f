import { Alert, Center, Paper, Stack, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useApplication } from "../application.ts";
import { Icon } from "../icon.tsx";

/** A page in front of the application, on which somebody signs in, signs up or gets a new password. */
export function AccountCard({ title, children }: { title: string; children: ReactNode }) {
  const { title: application, logo } = useApplication();
  useDocumentTitle(`${title} · ${application}`);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={400}>
        <Stack gap="md">
          <Stack gap="xs" align="center">
            {logo}
            <Title order={1} size="h3" ta="center">
              {title}
            </Title>
          </Stack>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}

export const Refusal = ({ title, message }: { title: string; message: string }) => (
  <Alert role="alert" color="red" icon={<Icon name="alert" />} title={title}>
    {message}
  </Alert>
);
