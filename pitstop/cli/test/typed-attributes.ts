/** How an attribute of each type is typed, behind its name and a colon. */
export const typedAttributes = {
  string: "string:40",
  text: "text",
  integer: "integer",
  bigint: "bigint",
  decimal: "decimal:12,2",
  float: "float",
  boolean: "boolean",
  date: "date",
  datetime: "datetime",
  duration: "duration",
  uuid: "uuid",
  json: "json",
  enum: "enum:red,green",
  email: "email",
  url: "url",
} as const;

export type TypeName = keyof typeof typedAttributes;

/** The names of the types; they are what `typedAttributes` has. */
export const typeNames = Object.keys(typedAttributes) as TypeName[];
