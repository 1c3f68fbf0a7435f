/** A change of the table `cars` in the form that people write first, and in the form that the migrator takes. */
export interface OnlineChange {
  readonly name: string;
  /** In one transaction, as MikroORM's own migrator runs it. */
  readonly naive: readonly string[];
  /** One list per migration; a list of one statement outside a transaction where it says so. */
  readonly safe: readonly SafeMigration[];
  /** Brings the table back. */
  readonly undo: readonly string[];
}

export interface SafeMigration {
  readonly isTransactional: boolean;
  readonly statements: readonly string[];
  readonly backfill?: { readonly table: string; readonly set: string; readonly where: string };
}

const together = (...statements: string[]): SafeMigration => ({ isTransactional: true, statements });
const alone = (...statements: string[]): SafeMigration => ({ isTransactional: false, statements });

const stepsToRequired = (column: string): SafeMigration[] => [
  together(`alter table cars add constraint ${column}_set check (${column} is not null) not valid`),
  together(`alter table cars validate constraint ${column}_set`),
  together(
    `alter table cars alter column ${column} set not null`,
    `alter table cars drop constraint ${column}_set`,
  ),
];

export const onlineChanges: readonly OnlineChange[] = [
  {
    name: "nullable column",
    naive: ["alter table cars add column note text"],
    safe: [together("alter table cars add column note text")],
    undo: ["alter table cars drop column note"],
  },
  {
    name: "required column, constant default",
    naive: ["alter table cars add column doors int not null default 4"],
    safe: [together("alter table cars add column doors int not null default 4")],
    undo: ["alter table cars drop column doors"],
  },
  {
    name: "required column, value per row",
    naive: [
      "alter table cars add column slug text",
      "update cars set slug = 'car-' || id",
      "alter table cars alter column slug set not null",
    ],
    safe: [
      together(
        "alter table cars add column slug text",
        "alter table cars alter column slug set default 'car'",
      ),
      {
        isTransactional: false,
        statements: [],
        backfill: { table: "cars", set: "slug = 'car-' || id", where: "slug is null" },
      },
      ...stepsToRequired("slug"),
    ],
    undo: ["alter table cars drop column slug"],
  },
  {
    name: "index",
    naive: ["create index cars_bench on cars (color, name)"],
    safe: [alone("create index concurrently cars_bench on cars (color, name)")],
    undo: ["drop index cars_bench"],
  },
  {
    name: "unique",
    naive: ["alter table cars add constraint cars_bench unique (name, id)"],
    safe: [
      alone("create unique index concurrently cars_bench on cars (name, id)"),
      together("alter table cars add constraint cars_bench unique using index cars_bench"),
    ],
    undo: ["alter table cars drop constraint cars_bench"],
  },
  {
    name: "foreign key",
    naive: [
      "alter table cars add constraint cars_bench foreign key (category_id) references categories (id)",
    ],
    safe: [
      together(
        "alter table cars add constraint cars_bench foreign key (category_id) references categories (id) not valid",
      ),
      together("alter table cars validate constraint cars_bench"),
    ],
    undo: ["alter table cars drop constraint cars_bench"],
  },
  {
    name: "check",
    naive: ["alter table cars add constraint cars_bench check (length(name) < 200)"],
    safe: [
      together("alter table cars add constraint cars_bench check (length(name) < 200) not valid"),
      together("alter table cars validate constraint cars_bench"),
    ],
    undo: ["alter table cars drop constraint cars_bench"],
  },
  {
    name: "drop of a retired column",
    naive: ["alter table cars drop column retired"],
    safe: [together("alter table cars drop column retired")],
    undo: ["alter table cars add column retired text"],
  },
];
