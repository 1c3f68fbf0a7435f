import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SQL_PER_FILE = 3.5;

/** Writes numbered SQL files into a folder, the same ones for the same count. Gives the number of statements. */
export function writeMigrations(folder: string, files: number): number {
  mkdirSync(folder, { recursive: true });
  let statements = 0;
  for (let file = 0; file < files; file += 1) {
    const end = Math.round((file + 1) * SQL_PER_FILE);
    const texts = Array.from({ length: end - statements }, (_, index) => statement(file, index, files));
    statements = end;
    writeFileSync(join(folder, `${String(file + 1).padStart(5, "0")}_change.sql`), `${texts.join("\n\n")}\n`);
  }
  return statements;
}

/** The first quarter of the files creates tables, the others change them: what a long-lived application has. */
function statement(file: number, index: number, files: number): string {
  const tables = Math.max(1, Math.floor(files / 4));
  const table = `table_${file % tables}`;
  const column = `column_${Math.floor(file / tables)}_${index}`;
  const making = [
    `-- ${table}, as it was first released\ncreate table ${table} (\n  id bigint generated always as identity primary key,\n  name text not null,\n  price numeric(12, 2) not null default 0,\n  owner_id bigint,\n  created_at timestamptz not null default now()\n);`,
    `create index ${table}_owner on ${table} (owner_id);`,
    `comment on table ${table} is 'What the application keeps of number ${file}';`,
    `insert into ${table} (name) values ('first'), ('second');`,
  ];
  const changing = [
    `alter table ${table} add column ${column} text;`,
    `create index concurrently ${table}_${column} on ${table} (${column}, created_at desc) where price > 0;`,
    `alter table ${table} add constraint ${table}_${column}_short check (length(${column}) < 200) not valid;`,
    `update ${table} set ${column} = 'none' where ${column} is null;`,
    `alter table ${table} alter column name type varchar(100);`,
    `alter table ${table} add constraint ${table}_${column}_fk foreign key (owner_id) references table_0 (id);`,
    `create or replace view ${table}_view_${column} as\n  select id, name, ${column} from ${table} where price > 10;`,
    `alter table ${table} drop column ${column};`,
  ];
  const choices = file < tables ? making : changing;
  const place = file < tables ? index : index + file;
  return choices[place % choices.length] ?? "";
}
