import { Box, Breadcrumbs, Group, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useApplication } from "./application.ts";
import type { Domain } from "./domains.ts";
import { AnchorLink } from "./links.tsx";
import { useListPlace } from "./list/list-place.ts";

interface PageHeaderProps {
  title: string;
  /** The domain whose list this page lies below. */
  parent?: Domain;
  description?: string | undefined;
  children?: ReactNode;
}

/** The heading of a page, its place, its title in the browser, and at the right what can be done. */
export function PageHeader({ title, parent, description, children }: PageHeaderProps) {
  const application = useApplication();
  const place = useListPlace();
  useDocumentTitle([title, parent?.label.many, application.title].filter(Boolean).join(" · "));
  return (
    <header>
      {parent && (
        <Breadcrumbs component="nav" aria-label="Breadcrumb" mb={4}>
          <AnchorLink size="sm" to="/$plural" params={{ plural: parent.plural }} search={place}>
            {parent.label.many}
          </AnchorLink>
          <Text size="sm" c="dimmed" truncate maw="min(16rem, 50vw)" lh={1.5} aria-current="page" dir="auto">
            {title}
          </Text>
        </Breadcrumbs>
      )}
      <Group justify="space-between" align="start" gap="sm">
        <Box flex={{ base: "1 1 auto", sm: "1 1 14rem" }} maw="100%">
          <Title order={1} fz={{ base: "h3", sm: "h2" }} dir="auto">
            {title}
          </Title>
          {description && (
            <Text c="dimmed" size="sm" mt={2}>
              {description}
            </Text>
          )}
        </Box>
        <Group gap="xs" wrap="nowrap" style={{ flexShrink: 0 }}>
          {children}
        </Group>
      </Group>
    </header>
  );
}
