import { Button, Divider, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef } from "react";
import { useApplication } from "../application.ts";
import { PendingButton } from "../form/pending-button.tsx";
import { AnchorLink } from "../links.tsx";
import { NotFoundPage } from "../not-found-page.tsx";
import { AccountCard, Refusal } from "./account-card.tsx";
import { addressOfProvider, ownAddress, signInWithPassword } from "./enter.ts";
import { FORGOTTEN_PATH, SIGN_IN_PATH, SIGN_UP_PATH, useSession } from "./session.ts";

/** Where one signs in: with a password, or with the provider that the server knows. */
export function SignInPage() {
  const { returnTo, error } = useSearch({ from: SIGN_IN_PATH });
  const { title } = useApplication();
  const session = useSession();
  const address = ownAddress(returnTo);
  // The whole application begins anew: nothing that was read before is shown to somebody else.
  const enter = () => window.location.assign(address);
  const isHere = Boolean(session?.user);
  useEffect(() => {
    if (isHere) window.location.replace(address);
  }, [isHere, address]);
  if (session && !session.isOn) return <NotFoundPage>Nobody signs in here.</NotFoundPage>;
  return (
    <AccountCard title={`Sign in to ${title}`}>
      {error !== undefined && <NotSignedIn message={providerError(error)} />}
      <PasswordForm onSignedIn={enter} />
      {session?.canResetPassword && (
        <AnchorLink to={FORGOTTEN_PATH} ta="center" size="sm">
          Forgot your password?
        </AnchorLink>
      )}
      {session?.provider && (
        <>
          <Divider label="or" labelPosition="center" />
          <ProviderButton name={session.provider} returnTo={address} />
        </>
      )}
      {session?.canSignUp && (
        <>
          <Divider />
          <Text size="sm" ta="center">
            No account yet? <AnchorLink to={SIGN_UP_PATH}>Sign up</AnchorLink>
          </Text>
        </>
      )}
    </AccountCard>
  );
}

function PasswordForm({ onSignedIn }: { onSignedIn: () => void }) {
  const password = useRef<HTMLInputElement>(null);
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: ({ email, word }: { email: string; word: string }) => signInWithPassword(email, word),
    onSuccess: onSignedIn,
    // Unless another one is typed by now.
    onError: (_error, { word }) => {
      if (password.current?.value === word) password.current.select();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    mutate({ email: String(fields.get("email")), word: String(fields.get("password")) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {error && <NotSignedIn message={error.message} />}
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
      {error && <NotSignedIn message={error.message} />}
      <Button variant="default" onClick={() => mutate()} aria-busy={isPending}>
        Continue with {name}
      </Button>
    </>
  );
}

const NotSignedIn = ({ message }: { message: string }) => (
  <Refusal title="You aren't signed in" message={message} />
);

/** The codes with which better-auth sends somebody back. */
function providerError(code: string): string {
  if (code === "signup_disabled")
    return "There is no user for you here. Ask whoever runs this application for one.";
  if (code === "account_not_linked" || code === "email_not_verified")
    return "The provider has not verified your email address.";
  if (code === "no_role")
    return "The provider gives you no role here. Ask whoever runs this application for one.";
  if (code === "access_denied") return "The provider was told not to let you in.";
  return "The provider could not tell who you are. Try again.";
}
