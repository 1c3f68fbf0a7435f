import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { expect, test } from "vitest";
import { compose, text } from "./deployment-files.ts";

const source = text("Dockerfile");
const stages = source.split(/^(?=FROM )/m).slice(1);
const last = stages.at(-1) ?? "";
const instructions = (name: string, within = source): string[] =>
  DockerfileParser.parse(within)
    .getInstructions()
    .filter((instruction) => instruction.getKeyword() === name)
    .map((instruction) => instruction.getRawArgumentsContent() ?? "");
const catalog = text("pnpm-workspace.yaml");

test("the linter of Dockerfiles finds nothing", () => {
  expect(validate(source).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
});

test("every image is pinned to a whole version, and Node is the one that the repository uses", () => {
  const [, node] = /^ {2}node: (\S+)$/m.exec(catalog) ?? [];
  const images = DockerfileParser.parse(source)
    .getFROMs()
    .map((from) => from.getImage());
  expect(new Set(images)).toEqual(new Set([`node:${node}-trixie-slim`]));
  expect(compose().services.postgres.image).toMatch(/^postgres:\d+\.\d+-trixie$/);
});

test("packages come as the lockfile has them, by one version of pnpm", () => {
  const runs = instructions("RUN").join("\n");
  const versions = new Set(runs.match(/pnpm@\S+/g));
  expect([...versions]).toEqual([expect.stringMatching(/^pnpm@\d+\.\d+\.\d+$/)]);
  expect(runs).toContain("install --frozen-lockfile --offline");
});

test("the image has pg_dump of the server's version in compose.yaml", () => {
  const [, major] = /^POSTGRES_MAJOR=(\d+)$/m.exec(instructions("ARG").join("\n")) ?? [];
  expect(compose().services.postgres.image).toContain(`postgres:${major}.`);
  expect(last).toMatch(/"postgresql-client-\$\{POSTGRES_MAJOR\}"/);
});

test("apt leaves nothing behind, and brings nothing that isn't asked for", () => {
  for (const run of instructions("RUN").filter((one) => one.includes("apt-get install"))) {
    expect(run.match(/apt-get install(?! --yes --no-install-recommends)/g)).toBeNull();
    expect(run).toMatch(/^apt-get update/);
    expect(run).toContain("rm -rf /var/lib/apt/lists/*");
  }
});

test("the last stage has only what was built, isn't root, and ends when it is told to", () => {
  expect(last.match(/^(COPY|ADD) .*$/gm)).toEqual(["COPY --from=build /repository/apps/server/dist dist"]);
  expect(instructions("USER", last)).toEqual(["node"]);
  // Nothing that runs as root follows.
  expect(last.indexOf("USER node")).toBeGreaterThan(last.lastIndexOf("RUN "));
  // A shell would keep SIGTERM for itself.
  for (const command of [...instructions("CMD", last), ...instructions("ENTRYPOINT", last)])
    expect(JSON.parse(command)).toEqual(["node", "dist/main.mjs"]);
});

test("nothing secret and nothing of one machine is sent to the build", () => {
  const ignored = text(".dockerignore").split("\n");
  expect(ignored).toEqual(
    expect.arrayContaining(["**/node_modules", "**/dist", ".git", ".pitstop", ".env", ".env.*"]),
  );
  expect(source).not.toMatch(/PASSWORD|SECRET|TOKEN|postgres(ql)?:\/\//i);
});
