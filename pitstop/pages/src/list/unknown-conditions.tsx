import { Button, EmptyState, List } from "@mantine/core";
import { Icon } from "../icon.tsx";
import type { ListAddress } from "./use-list-address.ts";

/** In place of a list whose address asks for what the list doesn't know: nothing is shown as if it matched. */
export function UnknownConditions({ address }: { address: ListAddress }) {
  return (
    <EmptyState
      role="alert"
      py="xl"
      icon={<Icon name="alert" size={36} />}
      title="This link can't be followed as it is"
      description="It may be older than a change to these pages, or mistyped."
    >
      <List size="sm" ta="left" style={{ overflowWrap: "anywhere" }}>
        {address.problems.map((problem) => (
          <List.Item key={problem}>{problem}</List.Item>
        ))}
      </List>
      <EmptyState.Actions>
        <Button variant="default" onClick={address.dropProblems}>
          Show the list without this
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
