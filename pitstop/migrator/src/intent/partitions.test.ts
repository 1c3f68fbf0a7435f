// A partitioned table holds no rows: each of its partitions does, and may leave it, join it or go.
import { describe, expect, test } from "vitest";
import { isServerInstalled, notInstalled, startInstalledServer } from "../../test/installed-server.ts";
import { judged } from "../../test/judgment.ts";

const schema = `
  create table events (at date not null, kind text, value int) partition by range (at);
  create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
  create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01')
    partition by list (kind);
  create table events_2025_a partition of events_2025 for values in ('a');
  create table events_2025_b partition of events_2025 for values in ('b');
  create table events_other partition of events default;
  create table events_2020 (kind text, at date not null, value int);
  create table events_2019 (at date not null, kind text, value int) partition by list (kind);
  create table events_2019_a partition of events_2019 for values in ('a');
  insert into events select '2024-01-01'::date + n, case n % 2 when 0 then 'a' else 'b' end, n from generate_series(0, 799) n;
  insert into events_2020 select 'a', '2020-01-01'::date + n, n from generate_series(1, 10) n;
  insert into events_2019 select '2019-01-01'::date + n, 'a', n from generate_series(1, 10) n;
  create table marked (id int primary key, kind text) partition by hash (id);
  create table marked_0 partition of marked for values with (modulus 2, remainder 0);
  create table marked_1 partition of marked for values with (modulus 2, remainder 1);
  insert into marked select n, 'k' || n from generate_series(1, 20) n;
  create table kinds (id int primary key, marked_id int references marked);
  create table base (id int, label text);
  create table child (extra int) inherits (base);
  create table events_2025_c (at date not null, kind text, value int);
  create table heir (id int, label text);
  insert into heir values (4, 'four');
  insert into base values (1, 'one');
  insert into child values (2, 'two', 3), (3, 'three', 3);
`;
const block = (sql: string) => `do $$ begin ${sql}; end $$`;
const attach2020 =
  "alter table events attach partition events_2020 for values from ('2020-01-01') to ('2021-01-01')";
const detach =
  "-- pitstop:allow loss rows events the year is over\nalter table events detach partition events_2024";

/** What it is, and the statements. */
type Allowed = readonly [string, readonly string[]];
const allowed: readonly Allowed[] = [
  ["a partition that is dropped with a reason", ["-- pitstop:allow drop-table over\ndrop table events_2024"]],
  ["a partition with subpartitions", ["-- pitstop:allow drop-table over\ndrop table events_2025"]],
  ["a subpartition", ["-- pitstop:allow drop-table over\ndrop table events_2025_a"]],
  [
    "rows that are deleted from a partition with a reason",
    ["-- pitstop:allow delete-rows over\ndelete from events_2024 where value < 10"],
  ],
  [
    "rows that are deleted from the subpartitions of a partition",
    ["-- pitstop:allow delete-rows over\ndelete from events_2025 where value < 500"],
  ],
  [
    "a partition that is truncated with a reason",
    ["-- pitstop:allow truncate-table over\ntruncate events_2025_b"],
  ],
  [
    "rows that are deleted from the whole",
    ["-- pitstop:allow delete-rows over\ndelete from events where value < 500"],
  ],
  ["values of a partition", ["update events_2024 set value = value + 1"]],
  ["values of the whole", ["update events set value = value + 1"]],
  ["rows of a partition", ["insert into events_2024 values ('2024-05-05', 'c', 0)"]],
  ["rows of the whole", ["insert into events values ('2024-05-05', 'c', 0), ('2025-05-05', 'a', 0)"]],
  [
    "rows of the whole besides a partition that is dropped",
    [
      "insert into events values ('2026-02-05', 'c', 0)",
      "-- pitstop:allow drop-table over\ndrop table events_2024",
    ],
  ],
  ["rows that move to another partition", ["update events set at = at + 366 where value < 5"]],
  ["a partition that is detached with a reason", [detach]],
  [
    "a partition that is detached for the reason why it may block",
    [
      "-- pitstop:allow detach-partition-non-concurrent it is quiet\nalter table events detach partition events_2024",
    ],
  ],
  [
    "a partition that is detached and attached again",
    [
      "-- pitstop:allow loss rows events for a moment\nalter table events detach partition events_2024",
      "alter table events attach partition events_2024 for values from ('2024-01-01') to ('2025-01-01')",
    ],
  ],
  [
    "a partition that is detached and then dropped, each with a reason",
    [detach, "-- pitstop:allow drop-table over\ndrop table events_2024"],
  ],
  [
    "a partition that is detached and then truncated, each with a reason",
    [detach, "-- pitstop:allow truncate-table over\ntruncate events_2024"],
  ],
  [
    "a partition that is detached after what was said of its table",
    [
      "alter table events rename column value to amount",
      "alter table events alter column amount type bigint",
      "update events set amount = amount + 1",
      "alter table events alter column kind set default 'c'",
      "alter table events add constraint amounts check (amount >= 0)",
      detach,
    ],
  ],
  [
    "a partition that is detached after rows and a column of its table went",
    [
      "-- pitstop:allow delete-rows over\ndelete from events where value < 5",
      "-- pitstop:allow drop-column over\nalter table events drop column value",
      detach.replace("events_2024", "events_other"),
    ],
  ],
  [
    "a partition that is detached after its table got another name",
    [
      "alter table events rename to happenings",
      "-- pitstop:allow loss rows happenings over\nalter table happenings detach partition events_2024",
    ],
  ],
  [
    "a new table that is attached with its rows",
    [
      "create table events_2018 (like events)",
      "insert into events_2018 values ('2018-02-02', 'a', 1)",
      "alter table events attach partition events_2018 for values from ('2018-01-01') to ('2019-01-01')",
    ],
  ],
  [
    "a table that is attached with its rows",
    [
      "alter table events_other add constraint none check (false) not valid; alter table events_other drop constraint none",
      "alter table events attach partition events_2020 for values from ('2020-01-01') to ('2021-01-01')",
    ],
  ],
  [
    "what is said of a table after another was attached to it",
    [
      attach2020,
      "alter table events rename column value to amount",
      "alter table events alter column amount type bigint",
      "update events_2020 set amount = amount + 1",
      "update events set amount = amount + 1",
      "-- pitstop:allow delete-rows over\ndelete from events where amount < 20",
      "-- pitstop:allow drop-column over\nalter table events drop column amount",
    ],
  ],
  [
    "what is said of a table after a partition of it got another below",
    [
      "alter table events_2025 attach partition events_2025_c for values in ('c')",
      "alter table events rename column value to amount",
    ],
  ],
  [
    "what is said of a table after another inherits from it",
    [
      "alter table heir inherit base",
      "alter table base rename column label to title",
      "update base set title = 'x'",
    ],
  ],
  [
    "a partitioned table that is attached with its rows",
    ["alter table events attach partition events_2019 for values from ('2019-01-01') to ('2020-01-01')"],
  ],
  [
    "a new partition",
    ["create table events_2018 partition of events for values from ('2018-01-01') to ('2019-01-01')"],
  ],
  [
    "rows of the default partition that get a partition of their own",
    [
      "create table events_2026 (like events)",
      "insert into events_2026 select * from events_other",
      "-- pitstop:allow delete-rows they are copied\ndelete from events_other",
      "alter table events attach partition events_2026 for values from ('2026-01-01') to ('2027-01-01')",
    ],
  ],
  [
    "a plain table that becomes a partition of a new one with its name",
    [
      "alter table events_2020 rename to events_2020_old",
      "create table events_2020 (kind text, at date not null, value int) partition by range (at)",
      "alter table events_2020 attach partition events_2020_old default",
    ],
  ],
  ["a partition with another name", ["alter table events_2024 rename to events_first"]],
  [
    "a partition that another table's foreign key refers to",
    ["-- pitstop:allow loss rows marked x\nalter table marked detach partition marked_0"],
  ],
  ["rows of a table and of those that inherit", ["-- pitstop:allow delete-rows over\ndelete from base"]],
  ["values of a table and of those that inherit", ["update base set label = upper(label)"]],
];

/** What it is, the statements, and what is said. */
type Refused = readonly [string, readonly string[], string];
const refused: readonly Refused[] = [
  [
    "a partition emptied after a permitted detach",
    [detach, block("truncate events_2024")],
    "Table events_2024 had 366 rows and has 0 now.",
  ],
  [
    "some rows of a partition deleted after a permitted detach",
    [detach, block("delete from events_2024 where value = 7")],
    "Table events_2024 had 366 rows and has 365 now.",
  ],
  [
    "values of a partition after a permitted detach",
    [detach, block("update events_2024 set kind = 'z' where value = 7")],
    "The values of events_2024.kind have changed.",
  ],
  [
    "values that rows of a partition swap after a permitted detach",
    [
      detach,
      block("update events_2024 set kind = case kind when 'a' then 'b' else 'a' end where value in (1, 2)"),
    ],
    "The values of table events_2024 are in different rows than before.",
  ],
  [
    "values that rows swap while the detached partition gets a key of its own",
    [
      detach,
      "alter table events_2024 add primary key (value)",
      block("update events_2024 set kind = case kind when 'a' then 'b' else 'a' end where value in (1, 2)"),
    ],
    "The values of table events_2024 are in different rows than before.",
  ],
  [
    "a partition dropped after a permitted detach",
    [detach, block("drop table events_2024")],
    "Table events_2024 is gone (366 rows).",
  ],
  [
    "what was said of a table after a partition had left it",
    [detach, "update events set value = value + 1", block("update events_2024 set value = 0")],
    "The values of events_2024.value have changed.",
  ],
  [
    "subpartitions emptied after a permitted detach of their partition",
    [
      "-- pitstop:allow loss rows events over\nalter table events detach partition events_2025",
      block("truncate events_2025"),
    ],
    "Table events_2025_a had",
  ],
  [
    "another partition than the one that is permitted",
    ["-- pitstop:allow delete-rows over\ndelete from events_2024", block("delete from events_other")],
    "Table events_other had 69 rows and has 0 now.",
  ],
  [
    "another partition than the one that is dropped",
    ["-- pitstop:allow drop-table over\ndrop table events_2024", block("delete from events_other")],
    "Table events had 434 rows and has 365 now, not counting partitions that are gone, detached or attached.",
  ],
  [
    "rows of a partition because some are inserted",
    [
      "insert into events_2024 values ('2024-05-05', 'c', 0)",
      block("delete from events_2024 where value = 7"),
    ],
    "The values of events.value have changed.",
  ],
  [
    "rows of one partition because some are inserted into another",
    ["insert into events_2024 values ('2024-05-05', 'c', 0)", block("delete from events_other")],
    "Table events_other had 69 rows and has 0 now.",
  ],
  [
    "values of another partition",
    ["update events_2024 set value = value + 1", block("update events_other set value = 1")],
    "The values of events_other.value have changed.",
  ],
  [
    "rows that move between partitions unseen",
    [block("update events set at = at + 366 where value < 5")],
    "The values of events.at have changed.",
  ],
  [
    "rows that move although they are deleted elsewhere with a reason",
    [
      "-- pitstop:allow delete-rows over\ndelete from events_2024 where value < 10",
      block("update events set kind = 'b' where at >= '2025-01-01'"),
    ],
    "events_2025_a",
  ],
  [
    "a partition that is detached without a reason",
    ["alter table events detach partition events_2024"],
    "Table events had 800 rows and has 434 now.",
  ],
  [
    "a partition that is detached unseen",
    [block("alter table events detach partition events_2024")],
    "Table events had 800 rows and has 434 now.",
  ],
  [
    "rows that are gone beside those of a new partition",
    [
      "create table events_2018 (like events)",
      "insert into events_2018 values ('2018-02-02', 'a', 1)",
      "alter table events attach partition events_2018 for values from ('2018-01-01') to ('2019-01-01')",
      block("delete from events_2024 where value = 5"),
    ],
    "Table events_2024 had 366 rows and has 365 now.",
  ],
  [
    "a table that is attached with its rows unseen",
    [
      block(
        "alter table events attach partition events_2020 for values from ('2020-01-01') to ('2021-01-01')",
      ),
    ],
    "Table events had 800 rows and has 810 now.",
  ],
  [
    "rows that an attached table loses",
    [
      "alter table events attach partition events_2020 for values from ('2020-01-01') to ('2021-01-01')",
      block("delete from events where value = 7 and at < '2021-01-01'"),
    ],
    "Table events_2020 had 10 rows and has 9 now.",
  ],
  [
    "what only the parent alone is said to do, done to one that inherits from it since",
    [
      "alter table heir inherit base",
      "update only base set label = 'x'",
      block("update heir set label = 'y'"),
    ],
    "The values of heir.label have changed.",
  ],
  [
    "what was said of a table before another was attached to it",
    ["update events set value = value + 1", attach2020, block("update events_2020 set value = 0")],
    "The values of events_2020.value have changed.",
  ],
  [
    "rows that an attached partitioned table loses",
    [
      "alter table events attach partition events_2019 for values from ('2019-01-01') to ('2020-01-01')",
      block("delete from events where value = 7 and at < '2020-01-01'"),
    ],
    "Table events_2019 had 10 rows and has 9 now.",
  ],
  [
    "a partition that another takes the place of",
    [
      block(
        "drop table events_2024; create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01')",
      ),
    ],
    "Table events had 800 rows and has 434 now.",
  ],
  [
    "a partition that is moved to another table, and emptied",
    [
      "create table archive (like events) partition by range (at)",
      detach,
      "alter table archive attach partition events_2024 for values from ('2024-01-01') to ('2025-01-01')",
      block("delete from archive"),
    ],
    "Table events_2024 had 366 rows and has 0 now.",
  ],
  [
    "rows of a table that inherits, where those of its parent alone are named",
    ["-- pitstop:allow delete-rows over\ndelete from only base", block("delete from child")],
    "Table child had 2 rows and has 0 now.",
  ],
  [
    "values of a table that inherits, where those of its parent alone are named",
    ["update only base set label = upper(label)", block("update child set label = 'x'")],
    "The values of child.label have changed.",
  ],
];

describe("allows", () => {
  const judgmentOf = judged(schema);
  test.each(allowed)("%s", async (_, statements) => {
    expect(sentencesOf((await judgmentOf(statements)).refused)).toEqual([]);
  });
});

describe("stops", () => {
  const judgmentOf = judged(schema);
  test.each(refused)("%s", async (_, statements, sentence) => {
    expect(sentencesOf((await judgmentOf(statements)).refused)).toEqual(
      expect.arrayContaining([expect.stringContaining(sentence)]),
    );
  });
});

describe.skipIf(!isServerInstalled())("on the server of the system's packages", () => {
  const judgmentOf = judged(schema, async () => {
    const server = await startInstalledServer();
    if (!server) throw new Error(notInstalled);
    return server;
  });
  test("it allows and stops the same", async () => {
    for (const [what, statements] of allowed)
      expect([what, ...sentencesOf((await judgmentOf(statements)).refused)]).toEqual([what]);
    for (const [, statements, sentence] of refused)
      expect(sentencesOf((await judgmentOf(statements)).refused)).toEqual(
        expect.arrayContaining([expect.stringContaining(sentence)]),
      );
  });
});

const sentencesOf = (differences: readonly { readonly sentence: string }[]) =>
  differences.map(({ sentence }) => sentence);
