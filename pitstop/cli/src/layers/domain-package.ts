import type { FileEdit } from "../edit/file-edit.ts";
import { addImport, importsOf, localName } from "../edit/imports.ts";
import type { Source } from "../edit/source.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** The package that the shared types are made with. */
export const DOMAIN_PACKAGE = "@pitstop/domain";

/** What the packages of an application are called where their own code doesn't say it. */
export interface PackageNames {
  readonly types: string;
  readonly db: string;
}

/** The names of an application's packages, by their folders. */
export const packageNames = (workspace: Pick<Workspace, "files">): PackageNames => ({
  types: nameOf(workspace, "packages/types"),
  db: nameOf(workspace, "packages/db"),
});

function nameOf({ files }: Pick<Workspace, "files">, folder: string): string {
  const text = files.get(`${folder}/package.json`) ?? "{}";
  const { name }: { name?: unknown } = JSON.parse(text);
  return typeof name === "string" ? name : folder.replace("packages", "@app");
}

/** Imports the type of JSON values from the shared types, whose package every entity imports. */
export function addJsonImport(edit: FileEdit): void {
  const shared = importsOf(edit.source).find(({ source }) => SHARED_TYPES.test(source.value));
  addImport(edit, shared?.source.value ?? "@app/types", "Json", { isType: true });
}

const SHARED_TYPES = /^@[\w-]+\/types$/;

/** The package, or a file of the team's that passes its names on: `./domain.ts`, `./attribute.ts`. */
const MADE_WITH = /(^|\/)(attribute|domain)\.ts$|^@[\w-]+\/domain$/;

/** What a file calls a name of the package; undefined where it doesn't import it. */
export const domainName = (source: Source, name: string): string | undefined =>
  localName(source, MADE_WITH, name);

/** Imports a name of the package, unless the file has it already. */
export function addDomainImport(edit: FileEdit, name: string): void {
  if (domainName(edit.source, name) === undefined) addImport(edit, DOMAIN_PACKAGE, name);
}
