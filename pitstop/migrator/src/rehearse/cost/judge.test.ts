import type { Allowance } from "@pitstop/lint";
import { expect, test } from "vitest";
import { allowedBy } from "./allowed-by.ts";
import type { TableEffect } from "./effect.ts";
import { type JudgedStatement, judgeCost, SMALL_TABLE } from "./judge.ts";

const LARGE = SMALL_TABLE.rows + 1;
const limits = { lockBudget: 1_000, liveSizes: undefined, smallTable: SMALL_TABLE };

function effect(part: Partial<TableEffect>): TableEffect {
  return {
    table: "cars",
    qualifiedName: "public.cars",
    lock: "ACCESS EXCLUSIVE",
    heldFor: 10,
    isBlocking: true,
    isRewritten: false,
    rebuiltIndexes: [],
    rowsRead: 0,
    rows: 0,
    sizeBefore: 0,
    sizeAfter: 0,
    existedBefore: true,
    ...part,
  };
}

function statement(tables: Partial<TableEffect>[], part: Partial<JudgedStatement> = {}): JudgedStatement {
  return {
    statement: "alter table cars …",
    duration: 10,
    allowances: [],
    ...part,
    tables: tables.map(effect),
  };
}

function judged(statements: JudgedStatement[], isTransactional = true) {
  return judgeCost({ name: "M", isTransactional, statements }, limits);
}

const kinds = (findings: ReturnType<typeof judged>) =>
  findings.map(({ judge, table }) => `${judge} ${table}`);

test("a rewrite of a table that isn't small is too much however fast it was", () => {
  expect(kinds(judged([statement([{ isRewritten: true, rowsRead: LARGE }])]))).toEqual([
    "blocking-rewrite cars",
  ]);
  expect(kinds(judged([statement([{ isRewritten: true, sizeBefore: SMALL_TABLE.bytes + 1 }])]))).toEqual([
    "blocking-rewrite cars",
  ]);
  expect(kinds(judged([statement([{ rebuiltIndexes: ["cars_name"], rows: LARGE }])]))).toEqual([
    "blocking-rewrite cars",
  ]);
});

test("a scan is too much under a lock that blocks, and under no other", () => {
  expect(kinds(judged([statement([{ lock: "SHARE", rowsRead: LARGE }])]))).toEqual(["blocking-scan cars"]);
  const updates = { lock: "ROW EXCLUSIVE", isBlocking: false, rowsRead: LARGE } as const;
  expect(judged([statement([updates])])).toEqual([]);
});

test("small tables and tables of the migrations themselves are rewritten and scanned at will", () => {
  expect(judged([statement([{ isRewritten: true, rowsRead: SMALL_TABLE.rows, sizeBefore: 1_000 }])])).toEqual(
    [],
  );
  expect(judged([statement([{ rowsRead: SMALL_TABLE.rows }])])).toEqual([]);
  expect(judged([statement([{ isRewritten: true, rowsRead: LARGE, existedBefore: false }])])).toEqual([]);
});

test("a lock is too much when it stays for longer than the budget, and an earlier one isn't reported again", () => {
  const locking = statement([{ heldFor: 1_210 }]);
  const others = [statement([{ heldFor: null }], { duration: 600 }), statement([], { duration: 600 })];
  expect(kinds(judged([locking, ...others]))).toEqual(["blocking-lock cars"]);
  expect(judged([statement([{ heldFor: 1_000 }], { duration: 1_000 })])).toEqual([]);
});

test("a lock that blocks nobody may stay", () => {
  const mild = { lock: "SHARE UPDATE EXCLUSIVE", isBlocking: false, heldFor: 60_000 } as const;
  expect(judged([statement([mild], { duration: 60_000 })])).toEqual([]);
});

test("a rewrite or scan that takes long is one finding and not two", () => {
  const scan = statement([{ heldFor: null, rowsRead: LARGE }], { duration: 5_000 });
  expect(kinds(judged([statement([{ heldFor: 5_010 }]), scan]))).toEqual(["blocking-scan cars"]);
  const rewrite = statement([{ heldFor: 5_000, isRewritten: true, rows: LARGE }], { duration: 5_000 });
  expect(kinds(judged([rewrite]))).toEqual(["blocking-rewrite cars"]);
});

test("a lock on one table that waits for the scan of another is too much", () => {
  const both = [
    statement([{ table: "makers", heldFor: 5_010 }]),
    statement([{ heldFor: 5_000, rowsRead: LARGE }], {
      duration: 5_000,
      allowances: [{ rule: "set-not-null", reason: "cars are read at night" }],
    }),
  ];
  const findings = judged(both);
  expect(kinds(findings)).toEqual(["blocking-lock makers", "blocking-scan cars"]);
  expect(findings.map(({ allowed }) => allowed?.rule)).toEqual([undefined, "set-not-null"]);
});

test("a comment allows its own judge, or what a rule of the linter says of the same statement", () => {
  const allowedFor = (rule: string) => {
    const allowances: Allowance[] = [{ rule, reason: "at night" }];
    return judged([statement([{ isRewritten: true, rows: LARGE }], { allowances })])[0]?.allowed;
  };
  expect(allowedFor("blocking-rewrite")).toEqual({ rule: "blocking-rewrite", reason: "at night" });
  expect(allowedFor("change-column-type")).toEqual({ rule: "change-column-type", reason: "at night" });
  expect(allowedFor("blocking-lock")).toBeNull();
  expect(allowedFor("drop-column")).toBeNull();
});

test("an exception from a rule allows the costs that the rule states", () => {
  expect(allowedBy["blocking-rewrite"]).toEqual(expect.arrayContaining(["change-column-type", "set-logged"]));
  expect(allowedBy["blocking-rewrite"]).not.toContain("set-not-null");
  expect(allowedBy["blocking-scan"]).toEqual(expect.arrayContaining(["change-column-type", "set-not-null"]));
  expect(allowedBy["blocking-lock"]).toEqual(
    expect.arrayContaining([...allowedBy["blocking-rewrite"], ...allowedBy["blocking-scan"], "lock-table"]),
  );
  expect(allowedBy["blocking-lock"]).not.toContain("drop-column");
});

const liveSizes = new Map([["public.cars", { rows: 1_000_000, bytes: 50_000_000 }]]);
const onSample = (...statements: JudgedStatement[]) =>
  judgeCost({ name: "M", isTransactional: true, statements }, { ...limits, liveSizes });

test("on a sample the live table's size decides, and what is scanned takes as many times as long", () => {
  const scan = statement([{ rowsRead: 1_000, rows: 1_000, sizeBefore: 50_000 }], { duration: 10 });
  expect(onSample(scan)).toEqual([
    expect.objectContaining({
      judge: "blocking-scan",
      rows: 1_000_000,
      heldFor: 10,
      expected: 10_000,
      isSample: true,
    }),
  ]);
  const inTransaction = onSample(
    statement([{ table: "makers", qualifiedName: "public.makers", heldFor: 20 }]),
    statement([{ lock: "ROW EXCLUSIVE", isBlocking: false, rowsRead: 1_000, rows: 1_000 }], { duration: 10 }),
  );
  expect(inTransaction).toEqual([
    expect.objectContaining({ judge: "blocking-lock", table: "makers", heldFor: 20, expected: 10_010 }),
  ]);
});

test("what neither scans nor rewrites takes no longer on the live table", () => {
  const brief = statement([{ rowsRead: 0, rows: 1_000, sizeBefore: 50_000 }], { duration: 10 });
  expect(onSample(brief)).toEqual([]);
  const fewRows = statement([{ rowsRead: 3, rows: 1_000, sizeBefore: 50_000 }], { duration: 10 });
  expect(onSample(fewRows)).toEqual([]);
});
