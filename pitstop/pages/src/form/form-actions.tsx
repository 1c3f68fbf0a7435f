import { Group } from "@mantine/core";
import { type ReactNode, useRef } from "react";
import { useShortcut } from "../shell/use-shortcut.ts";

/** What ends a form, in sight however long the form is. Ctrl+S submits it. */
export function FormActions({ children }: { children: ReactNode }) {
  const bar = useRef<HTMLDivElement>(null);
  useShortcut("save", () => bar.current?.closest("form")?.requestSubmit());
  return (
    <Group ref={bar} className="form-actions" justify="flex-end" gap="xs">
      {children}
    </Group>
  );
}
