import { NotFoundPage } from "../not-found-page.tsx";
import { AskForMail } from "./ask-for-mail.tsx";
import { sendPasswordReset } from "./mail-link.ts";
import { useSession } from "./session.ts";

/** Where somebody asks for a new password who has forgotten theirs. */
export function ForgottenPage() {
  const session = useSession();
  if (session && !session.canResetPassword)
    return <NotFoundPage>Passwords are not reset by mail here.</NotFoundPage>;
  return (
    <AskForMail
      title="Forgot your password?"
      explanation="You get a mail with a link, and choose a new password there."
      action="Send the mail"
      ask={sendPasswordReset}
    />
  );
}
