import { p } from "@mikro-orm/core";

/** The columns that every domain has, as an entity states them. */
export const recordProperties = {
  id: p.bigint("number").primary().generated("identity"),
  createdAt: p.datetime(3),
  updatedAt: p.datetime(3),
  version: p.integer().version().default(1),
};

/** The same columns in the SQL of `create table`. */
export const recordColumns = `
  id bigint generated always as identity primary key,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version int not null default 1`;
