import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Icon } from "./icon.tsx";

/** Says what could not be done, and stays until it is closed. */
export const notifyProblem = (message: string): void => {
  notifications.show({
    message,
    color: "red",
    icon: <Icon name="alert" />,
    autoClose: false,
    closeButtonProps: { "aria-label": "Close" },
  });
};

/** Says that something was done, and how it is taken back; screen readers are told too. */
export const notifySuccess = (message: string, undo?: () => void): void => {
  const takeBack = (how: () => void): void => {
    notifications.hide(id);
    how();
  };
  const id = notifications.show({
    message: undo ? <WithUndo message={message} onUndo={() => takeBack(undo)} /> : message,
    // Time to read it, and to find the button.
    ...(undo && { autoClose: 10_000 }),
    color: "green",
    icon: <Icon name="check" />,
    closeButtonProps: { "aria-label": "Close" },
  });
};

function WithUndo({ message, onUndo }: { message: string; onUndo: () => void }) {
  return (
    <Group gap="sm" justify="space-between" wrap="nowrap">
      <Text size="sm">{message}</Text>
      <Button size="compact-sm" variant="default" onClick={onUndo} style={{ flexShrink: 0 }}>
        Undo
      </Button>
    </Group>
  );
}
