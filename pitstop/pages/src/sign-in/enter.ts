import { z } from "zod";
import { send } from "./session.ts";

export const signInWithPassword = (email: string, password: string): Promise<unknown> =>
  send("/auth/password", "POST", { email, password });

/** Where the provider asks who one is. */
export async function addressOfProvider(returnTo: string): Promise<string> {
  return z.object({ url: z.string() }).parse(await send("/auth/provider", "POST", { returnTo })).url;
}

/** An address of this application, whatever an address bar says. As the browser reads it: it leaves some characters out. */
export function ownAddress(text: unknown): string {
  const { origin } = window.location;
  const isOwn =
    typeof text === "string" &&
    text.startsWith("/") &&
    URL.canParse(text, origin) &&
    new URL(text, origin).origin === origin;
  return isOwn ? text : "/";
}
