/** Who is signed in, as far as access is concerned. */
export interface User {
  /** Tells this user from every other one, for good. */
  readonly id: string;
  /** For people: in the header of the pages, and in a history. */
  readonly name: string;
  /** One of the roles that the application's access rules state. */
  readonly role: string;
}
