import { Alert, Paper, PasswordInput, Stack, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef } from "react";
import { PendingButton } from "../form/pending-button.tsx";
import { Icon } from "../icon.tsx";
import { notifySuccess } from "../notify.tsx";
import { changePassword, sessionsQuery } from "./own-sessions.ts";

/** Lets people change their own password. */
export function ChangePassword({ length }: { length: { min: number; max: number } }) {
  const form = useRef<HTMLFormElement>(null);
  const current = useRef<HTMLInputElement>(null);
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: ({ before, next }: { before: string; next: string }) => changePassword(before, next),
    onSuccess: async () => {
      form.current?.reset();
      await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      notifySuccess("Your password is changed. All other sessions have ended.");
    },
    onError: () => current.current?.select(),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    mutate({ before: String(fields.get("current")), next: String(fields.get("next")) });
  };
  return (
    <Paper withBorder p="md" maw={480}>
      <form ref={form} onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            Change your password
          </Title>
          {error && (
            <Alert role="alert" color="red" icon={<Icon name="alert" />} title="Your password stays as it is">
              {error.message}
            </Alert>
          )}
          <PasswordInput
            ref={current}
            name="current"
            label="Current password"
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ "aria-label": "Show the current password" }}
          />
          <PasswordInput
            name="next"
            label="New password"
            description={`${length.min} characters or more. Several words are easy to remember.`}
            autoComplete="new-password"
            minLength={length.min}
            maxLength={length.max}
            required
            visibilityToggleButtonProps={{ "aria-label": "Show the new password" }}
          />
          <PendingButton type="submit" isPending={isPending}>
            Change password
          </PendingButton>
        </Stack>
      </form>
    </Paper>
  );
}
