import { Button, type ButtonProps, Loader } from "@mantine/core";
import type { ComponentProps } from "react";

interface PendingButtonProps
  extends Omit<ButtonProps, "loading" | "disabled">,
    Omit<ComponentProps<"button">, keyof ButtonProps> {
  /** What it started is under way. */
  isPending?: boolean;
  /** There is nothing to do for it at present. */
  isIdle?: boolean;
}

/** A button that may be pressed in vain. It keeps the focus, which the attribute `disabled` would take away. */
export function PendingButton({ isPending = false, isIdle = false, onClick, ...button }: PendingButtonProps) {
  const isUnavailable = isPending || isIdle;
  return (
    <Button
      {...button}
      {...(isUnavailable && { "data-disabled": true, "aria-disabled": true })}
      {...(isPending && { "aria-busy": true, leftSection: <Loader size={14} color="currentColor" /> })}
      onClick={(event) => {
        if (isUnavailable) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
