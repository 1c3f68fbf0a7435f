// The pages of one's account, as one file: two would share a third one.
export { ForgottenPage } from "./forgotten-page.tsx";
export { SessionsPage } from "./sessions-page.tsx";
export { SetPasswordPage } from "./set-password-page.tsx";
export { SignInPage } from "./sign-in-page.tsx";
export { SignUpPage } from "./sign-up-page.tsx";
