/** Whose bearer tokens the API takes, and what they mean here. */
export interface TokenIssuer {
  /** The `iss` of its tokens, and where its discovery document is: `https://login.example.com`. */
  readonly issuer: string;
  /** The `aud` that a token must have: the name of this API at the issuer. */
  readonly audience: string;
  /** The claim with the role, by its path: `role`, `realm_access.roles`. Defaults to `role`. */
  readonly roleClaim?: string;
  /**
   * The role here for each value of the claim, the most powerful first: of a caller with several, the first counts.
   * Without it, the claim must be the name of a role.
   */
  readonly roles?: Readonly<Record<string, string>>;
}
