import { Alert, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { PendingButton } from "../form/pending-button.tsx";
import { Icon } from "../icon.tsx";
import { AnchorLink } from "../links.tsx";
import { AccountCard, Refusal } from "./account-card.tsx";
import { SIGN_IN_PATH } from "./session.ts";

interface AskForMailProps {
  title: string;
  explanation: string;
  action: string;
  ask: (email: string) => Promise<unknown>;
}

/** Asks for a mail with a link. Whether one is sent depends on who has the address, and the page doesn't learn it. */
export function AskForMail({ title, explanation, action, ask }: AskForMailProps) {
  const { mutate, error, isPending, isSuccess, variables } = useMutation({ mutationFn: ask });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mutate(String(new FormData(event.currentTarget).get("email")));
  };
  return (
    <AccountCard title={title}>
      {isSuccess ? (
        <Alert role="status" icon={<Icon name="check" />} title="Check your email">
          If {variables} can be used here, a mail is on its way. Its link works for an hour.
        </Alert>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Text size="sm">{explanation}</Text>
            {error && <Refusal title="No mail was sent" message={error.message} />}
            <TextInput
              name="email"
              type="email"
              label="Email address"
              autoComplete="username"
              required
              autoFocus
            />
            <PendingButton type="submit" isPending={isPending} mt="xs">
              {action}
            </PendingButton>
          </Stack>
        </form>
      )}
      <AnchorLink to={SIGN_IN_PATH} ta="center" size="sm">
        Back to sign-in
      </AnchorLink>
    </AccountCard>
  );
}
