import type { createTestDatabase } from "@app/db/testing";

type Orm = Awaited<ReturnType<typeof createTestDatabase>>["orm"];

/** 60 machines with values as wide as they come, in 3 workshops, the first ones serviced by two of them. */
export async function fillMachines(orm: Orm): Promise<void> {
  await orm.em.fork().execute(`
    insert into workshops (name) values ('North'), ('South'), ('West ${"and further west ".repeat(8)}');
    insert into machines (name, serial, summary, quantity, rank, views, weight, price, active, built, checked_at, token,
      parts, state, email, website, workshop_id, parent_id)
    select
      case n % 4
        when 0 then 'Machine ' || n
        when 1 then 'Machine ' || n || ${"' with everything that can be said about it in a name'"}
        when 2 then 'Machine' || n || repeat('withoutanybreak', 8)
        else 'آلة رقم ' || n
      end,
      'SN-' || n, repeat('A summary of many words. ', 20), n * 1000, n, n * 1000003, n / 7.0::float, n * 1.37,
      n % 2 = 0, date '2000-01-01' + n, timestamptz '2026-01-01 10:00Z' + make_interval(days => n),
      gen_random_uuid(), jsonb_build_object('text', repeat('x', 200)), 'draft', 'person' || n || '@example.org',
      'https://example.org/' || repeat('path/', 40), 1 + n % 3, null
    from generate_series(1, 60) as n;
    insert into machine_workshops (machine_id, workshop_id) values (1, 1), (1, 2), (2, 1)`);
}
