export {
  type ApiKey,
  type CreatedApiKey,
  createApiKey,
  listApiKeys,
  type NewApiKey,
  revokeApiKey,
} from "./api-keys.ts";
