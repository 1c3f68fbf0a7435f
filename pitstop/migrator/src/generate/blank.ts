import { namesOf } from "./file-names.ts";

/** A migration to be written by hand, with every form that it may need shown. */
export function blankMigration(at: Date, name: string | undefined): { fileName: string; code: string } {
  const { className, fileName } = namesOf(at, 0, [name ?? "by_hand"]);
  return { fileName, code: codeOf(className) };
}

function codeOf(className: string): string {
  return `import { Migration } from "@pitstop/migrator";

/** What this migration is for. */
export class ${className} extends Migration {
  override up(): void {
    // A statement: this.addSql(\`alter table "cars" add column "price" numeric(12,2) null;\`);
    // Values for rows that exist: this.backfill({ table: "cars", set: \`"price" = 0\`, where: \`"price" is null\` });
  }

  override down(): void {
    // The way back, or why there is none: throw new Error("The rows that were deleted are gone.");
  }

  // With this.backfill, and for CREATE INDEX CONCURRENTLY, no transaction may be around the file:
  // override isTransactional(): boolean { return false; }
}
`;
}
