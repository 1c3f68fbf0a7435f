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

/** Says that something was done; screen readers are told too. */
export const notifySuccess = (message: string): void => {
  notifications.show({
    message,
    color: "green",
    icon: <Icon name="check" />,
    closeButtonProps: { "aria-label": "Close" },
  });
};
