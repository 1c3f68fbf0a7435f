import { expect, test } from "vitest";
import { planOf, workspace } from "../../test/workspace.ts";
import { domainCreate } from "../operations/domain-create.ts";

test("a new domain imports the packages of its application under the names that they have there", () => {
  const files = new Map(
    [...workspace.files].map(([path, text]) => [path, text.replaceAll("@app/", "@acme/")] as const),
  );
  files.set("packages/types/package.json", `{ "name": "@acme/types" }`);
  files.set("packages/db/package.json", `{ "name": "@acme/db" }`);
  const plan = planOf(
    domainCreate,
    { domain: "garage", attributes: ["name:string!", "plan:json"] },
    {
      ...workspace,
      files,
    },
  );
  const texts = plan.edits.map(({ after }) => after ?? "").join("\n");
  expect(texts).not.toContain("@app/");
  expect(texts).toContain(`from "@acme/db"`);
  expect(texts).toContain(`from "@acme/types"`);
});
