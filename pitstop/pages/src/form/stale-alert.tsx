import { Alert, Button, Group, List, Text } from "@mantine/core";
import type { Row } from "../api.ts";
import type { Domain } from "../domains.ts";
import { FieldValue } from "../field-value.tsx";
import { Icon } from "../icon.tsx";
import type { Field } from "../kinds/kind.ts";
import { inSentence } from "../words.ts";
import { PendingButton } from "./pending-button.tsx";

interface StaleAlertProps {
  domain: Domain;
  fields: readonly Field[];
  /** The record as this form started from it, and as it stands now. */
  before: Row;
  now: Row;
  onLoad: () => void;
  onSaveOver: () => void;
  isSaving: boolean;
}

/** Somebody else was faster. Says what they changed and leaves the choice to the person. */
export function StaleAlert({ domain, fields, before, now, onLoad, onSaveOver, isSaving }: StaleAlertProps) {
  const noun = inSentence(domain.label.one);
  const changed = fields.filter(({ key }) => JSON.stringify(before[key]) !== JSON.stringify(now[key]));
  return (
    <Alert
      role="alert"
      variant="default"
      icon={<Icon name="alert" size={20} />}
      title={`Somebody else changed this ${noun} while you were editing`}
    >
      <Text size="sm">Your text is still here and not saved yet. What they changed:</Text>
      <List size="sm" my="xs">
        {changed.map((field) => (
          <List.Item key={field.key}>
            {field.label}: <FieldValue field={field} row={before} /> → <FieldValue field={field} row={now} />
          </List.Item>
        ))}
      </List>
      <Text size="sm" mb="sm">
        Load the newer {noun} to start again from it, or save: that writes only what you changed yourself.
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onLoad}>
          Load the newer {noun}
        </Button>
        <PendingButton size="xs" onClick={onSaveOver} isPending={isSaving}>
          Keep my text and save over it
        </PendingButton>
      </Group>
    </Alert>
  );
}
