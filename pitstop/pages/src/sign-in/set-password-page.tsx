import { Loader, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { PendingButton } from "../form/pending-button.tsx";
import { AnchorLink } from "../links.tsx";
import { AccountCard, Refusal } from "./account-card.tsx";
import { type HeldLink, linkQuery, setPassword } from "./mail-link.ts";
import { FORGOTTEN_PATH, SIGN_UP_PATH, useSession } from "./session.ts";

/** Where the link of a mail leads: somebody who signs up, or has forgotten their password, chooses one. */
export function SetPasswordPage() {
  // Behind the #, which browsers send to nobody.
  const token = useLocation().hash;
  const { data: link, error } = useQuery(linkQuery(token));
  return (
    <AccountCard title={link?.kind === "sign-up" ? "Welcome" : "Choose a new password"}>
      {error && <UnusableLink message={error.message} />}
      {!(link || error) && <Loader aria-label="Loading" mx="auto" />}
      {link && <ChoosePassword link={link} token={token} />}
    </AccountCard>
  );
}

function UnusableLink({ message }: { message: string }) {
  const session = useSession();
  return (
    <>
      <Refusal title="This link can't be used" message={message} />
      {session?.canResetPassword && (
        <AnchorLink to={FORGOTTEN_PATH} ta="center" size="sm">
          Get a new password
        </AnchorLink>
      )}
      {session?.canSignUp && (
        <AnchorLink to={SIGN_UP_PATH} ta="center" size="sm">
          Sign up
        </AnchorLink>
      )}
    </>
  );
}

function ChoosePassword({ link, token }: { link: HeldLink; token: string }) {
  const { kind, email, passwordLength } = link;
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: (chosen: { password: string; name?: string }) => setPassword(token, chosen),
    // The whole application begins anew, without the link in its address.
    onSuccess: () => window.location.replace("/"),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const name = fields.get("name");
    mutate({ password: String(fields.get("password")), ...(name && { name: String(name) }) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {error && <Refusal title="The password is not set" message={error.message} />}
        <TextInput
          name="email"
          type="email"
          label="Email address"
          autoComplete="username"
          value={email}
          readOnly
        />
        {kind === "sign-up" && (
          <TextInput name="name" label="Your name" autoComplete="name" maxLength={200} required autoFocus />
        )}
        <PasswordInput
          name="password"
          label="New password"
          description={`${passwordLength.min} characters or more. Several words are easy to remember.`}
          autoComplete="new-password"
          minLength={passwordLength.min}
          maxLength={passwordLength.max}
          required
          autoFocus={kind === "reset"}
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
        />
        <PendingButton type="submit" isPending={isPending || isSuccess} mt="xs">
          {kind === "sign-up" ? "Sign up" : "Set password"}
        </PendingButton>
      </Stack>
    </form>
  );
}
