import { useApplication } from "../application.ts";
import { NotFoundPage } from "../not-found-page.tsx";
import { AskForMail } from "./ask-for-mail.tsx";
import { signUp } from "./mail-link.ts";
import { useSession } from "./session.ts";

/** Where somebody without a user asks to become one. */
export function SignUpPage() {
  const { title } = useApplication();
  const session = useSession();
  if (session && !session.canSignUp) return <NotFoundPage>Nobody signs up here.</NotFoundPage>;
  return (
    <AskForMail
      title={`Sign up for ${title}`}
      explanation="You get a mail with a link, and choose a password there."
      action="Send the mail"
      ask={signUp}
    />
  );
}
