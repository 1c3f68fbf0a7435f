import { Button, Code, CopyButton, EmptyState, Group } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useApplication } from "./application.ts";
import { Icon } from "./icon.tsx";

const COMMAND = 'npx -y pnpm pitstop domain:create task "title:string:200!" "done:boolean!=false"';

/** The home page of an application without domains: what to type next. */
export function FirstDomainPage() {
  useDocumentTitle(useApplication().title);
  return (
    <EmptyState py={80} icon={<Icon name="plus" size={36} />}>
      <EmptyState.Title order={1}>Create your first domain</EmptyState.Title>
      <EmptyState.Description>
        A domain is what your application is about: a task, an order, a customer. One command adds its table,
        types, API, tests and pages. Type it in the folder of this application:
      </EmptyState.Description>
      <EmptyState.Actions>
        <Group justify="center" gap="xs" maw="100%">
          <Code fz="sm" style={{ overflowWrap: "anywhere" }}>
            {COMMAND}
          </Code>
          <CopyButton value={COMMAND}>
            {({ copied, copy }) => (
              <Button size="compact-sm" variant="light" onClick={copy}>
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
        </Group>
      </EmptyState.Actions>
    </EmptyState>
  );
}
