import { notifications } from "@mantine/notifications";
import { Icon } from "./icon.tsx";

/** Says that something was done; screen readers are told too. */
export const notifySuccess = (message: string): void => {
  notifications.show({
    message,
    color: "green",
    icon: <Icon name="check" />,
    closeButtonProps: { "aria-label": "Close" },
  });
};
