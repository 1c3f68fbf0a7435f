/** The columns of `record`, which every domain has, in the SQL of `create table`. */
export const recordColumns = `
  id bigint generated always as identity primary key,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version int not null default 1`;
