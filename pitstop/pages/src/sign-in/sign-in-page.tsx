import { Alert, Button, Center, Divider, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef } from "react";
import { useApplication } from "../application.ts";
import { PendingButton } from "../form/pending-button.tsx";
import { Icon } from "../icon.tsx";
import { NotFoundPage } from "../not-found-page.tsx";
import { addressOfProvider, ownAddress, SIGN_IN_PATH, signInWithPassword, useSession } from "./session.ts";

/** Where one signs in: with a password, or with the provider that the server knows. */
export function SignInPage() {
  const { returnTo, error } = useSearch({ from: SIGN_IN_PATH });
  const { title, logo } = useApplication();
  const session = useSession();
  const address = ownAddress(returnTo);
  useDocumentTitle(`Sign in · ${title}`);
  // The whole application begins anew: nothing that was read before is shown to somebody else.
  const enter = () => window.location.assign(address);
  const isHere = Boolean(session?.user);
  useEffect(() => {
    if (isHere) window.location.replace(address);
  }, [isHere, address]);
  if (session && !session.isOn) return <NotFoundPage>Nobody signs in here.</NotFoundPage>;
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={400}>
        <Stack gap="md">
          <Stack gap="xs" align="center">
            {logo}
            <Title order={1} size="h3" ta="center">
              Sign in to {title}
            </Title>
          </Stack>
          {error !== undefined && <Refusal message={providerError(error)} />}
          <PasswordForm onSignedIn={enter} />
          {session?.provider && (
            <>
              <Divider label="or" labelPosition="center" />
              <ProviderButton name={session.provider} returnTo={address} />
            </>
          )}
        </Stack>
      </Paper>
    </Center>
  );
}

function PasswordForm({ onSignedIn }: { onSignedIn: () => void }) {
  const password = useRef<HTMLInputElement>(null);
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: ({ email, word }: { email: string; word: string }) => signInWithPassword(email, word),
    onSuccess: onSignedIn,
    onError: () => password.current?.select(),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    mutate({ email: String(fields.get("email")), word: String(fields.get("password")) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {error && <Refusal message={error.message} />}
        <TextInput
          name="email"
          type="email"
          label="Email address"
          autoComplete="username"
          required
          autoFocus
        />
        <PasswordInput
          ref={password}
          name="password"
          label="Password"
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
        />
        <PendingButton type="submit" isPending={isPending || isSuccess} mt="xs">
          Sign in
        </PendingButton>
      </Stack>
    </form>
  );
}

function ProviderButton({ name, returnTo }: { name: string; returnTo: string }) {
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => addressOfProvider(returnTo),
    onSuccess: (url) => window.location.assign(url),
  });
  return (
    <>
      {error && <Refusal message={error.message} />}
      <Button variant="default" onClick={() => mutate()} aria-busy={isPending}>
        Continue with {name}
      </Button>
    </>
  );
}

const Refusal = ({ message }: { message: string }) => (
  <Alert role="alert" color="red" icon={<Icon name="alert" />} title="You aren't signed in">
    {message}
  </Alert>
);

/** The codes with which better-auth sends somebody back. */
function providerError(code: string): string {
  if (code === "signup_disabled")
    return "There is no user for you here. Ask whoever runs this application for one.";
  if (code === "account_not_linked" || code === "email_not_verified")
    return "The provider has not verified your email address.";
  if (code === "access_denied") return "The provider was told not to let you in.";
  return "The provider could not tell who you are. Try again.";
}
