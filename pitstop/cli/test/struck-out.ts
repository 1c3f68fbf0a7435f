import { join } from "node:path";
import { API } from "typescript/unstable/sync";

const SETTINGS = {
  target: "esnext",
  module: "nodenext",
  strict: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  noEmit: true,
};

/** What an editor strikes out in expressions of a typed frontend: the compiler's word for deprecated. */
export function struckOut(root: string, ...expressions: string[]): string[] {
  const text = `import { createClient } from "@app/api/client";\nconst pitstop = createClient("/");\nexport const asked = [${expressions.join(", ")}];\n`;
  const frontend = join(root, "packages/api/src/frontend.ts");
  const project = join(root, "packages/api/tsconfig.frontend.json");
  const texts = new Map([
    [frontend, text],
    [project, JSON.stringify({ compilerOptions: SETTINGS, files: [frontend] })],
  ]);
  const compiler = new API({
    cwd: root,
    fs: { readFile: (path) => texts.get(path), fileExists: (path) => texts.has(path) || undefined },
  });
  try {
    const { program } = compiler.updateSnapshot({ openProjects: [project] }).getProject(project) ?? {};
    return (program?.getSuggestionDiagnostics(frontend) ?? [])
      .filter(({ reportsDeprecated }) => reportsDeprecated)
      .map(({ pos, end }) => text.slice(pos, end));
  } finally {
    compiler.close();
  }
}
