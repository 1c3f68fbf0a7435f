import { ActionIcon } from "@mantine/core";
import { useRef } from "react";
import { Icon } from "../icon.tsx";

interface CalendarButtonProps {
  type: "date" | "datetime-local";
  label: string;
  /** As an input of the type takes it; anything else opens today. */
  value: string;
  onPick: (value: string) => void;
}

/** Opens the browser's own calendar beside a field of text. */
export function CalendarButton({ type, label, value, onPick }: CalendarButtonProps) {
  const calendar = useRef<HTMLInputElement>(null);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        aria-label={`Choose ${label} from a calendar`}
        onClick={() => calendar.current?.showPicker()}
      >
        <Icon name="calendar" />
      </ActionIcon>
      <input
        ref={calendar}
        type={type}
        value={value}
        onChange={(event) => event.currentTarget.value && onPick(event.currentTarget.value)}
        tabIndex={-1}
        aria-hidden="true"
        className="behind-its-button"
      />
    </>
  );
}
