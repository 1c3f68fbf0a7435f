// The door for TypeScript frontends: no server code stands behind it.
export type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
export type { ErrorDetails } from "../error-details.ts";
export type { ErrorReason, FieldMessages } from "../errors.ts";
export { type ClientOptions, type CreateClient, clientOf } from "./create-client.ts";
export type { Notice } from "./notice.ts";
