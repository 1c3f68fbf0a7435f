import { Alert, Group, Text } from "@mantine/core";
import type { Domain } from "../domains.ts";
import { Icon } from "../icon.tsx";
import { ButtonLink } from "../links.tsx";
import { useListPlace } from "../list/list-place.ts";
import { inSentence } from "../words.ts";
import { PendingButton } from "./pending-button.tsx";

interface GoneAlertProps {
  domain: Domain;
  onCreateAgain: () => void;
  isCreating: boolean;
}

/** The record was deleted while it was edited. What was typed is still here, and there is a way on. */
export function GoneAlert({ domain, onCreateAgain, isCreating }: GoneAlertProps) {
  const noun = inSentence(domain.label.one);
  const place = useListPlace();
  return (
    <Alert
      role="alert"
      variant="default"
      icon={<Icon name="alert" size={20} />}
      title={`Somebody else deleted this ${noun} while you were editing`}
    >
      <Text size="sm" mb="sm">
        Your text is still here. Create a new {noun} from it, or leave it.
      </Text>
      <Group gap="xs">
        <ButtonLink
          size="xs"
          variant="default"
          to="/$plural"
          params={{ plural: domain.plural }}
          search={place}
        >
          Go to all {inSentence(domain.label.many)}
        </ButtonLink>
        <PendingButton size="xs" onClick={onCreateAgain} isPending={isCreating}>
          Create it again
        </PendingButton>
      </Group>
    </Alert>
  );
}
