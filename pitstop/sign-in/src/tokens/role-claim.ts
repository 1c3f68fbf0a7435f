type Claims = Readonly<Record<string, unknown>>;

/**
 * The role that claims give somebody; undefined where they give none. `roles` are those of the claim's values, the most
 * powerful first; without it, the claim must be the name of one role.
 */
export function roleIn(
  claims: Claims,
  roleClaim: string,
  roles?: Readonly<Record<string, string>>,
): string | undefined {
  const values = claimAt(claims, roleClaim);
  if (!roles) return only(values);
  const value = Object.keys(roles).find((each) => values.includes(each));
  return value === undefined ? undefined : roles[value];
}

/** The texts at a claim: one or several, none where it isn't there. */
function claimAt(claims: Claims, path: string): string[] {
  // A claim may have dots in its name, such as a URL.
  const value = Object.hasOwn(claims, path) ? claims[path] : path.split(".").reduce(propertyOf, claims);
  return (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === "string");
}

const propertyOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name] // an object has texts as keys
    : undefined;

const only = ([first, ...others]: readonly string[]): string | undefined =>
  others.length === 0 ? first : undefined;
