/** What the migrations of an operation are called after: "attribute:add car price:decimal:12,2" gives "attribute_add". */
export const migrationName = (operation: string): string =>
  (operation.split(" ")[0] ?? operation).replaceAll(":", "_");
