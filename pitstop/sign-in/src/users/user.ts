import { PitstopError } from "@pitstop/errors";

/** A user as it is stored. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

/** An email address as it is stored: the same person types it in one way or the other. */
export const storedEmail = (email: string): string => email.trim().toLowerCase();

export const userNotFound = (email: string): PitstopError =>
  new PitstopError("USER_NOT_FOUND", `There is no user ${email}.`, "`pitstop user:list` shows all users.");
