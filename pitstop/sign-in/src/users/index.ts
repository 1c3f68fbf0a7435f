export { changeUser, type UserChange } from "./change-user.ts";
export { createUser, type NewUser } from "./create-user.ts";
export { type ListedUser, listUsers } from "./list-users.ts";
export { removeUser } from "./remove-user.ts";
export type { User } from "./user.ts";
