// compose.yaml, the units of systemd, the Kubernetes objects and the workflow: against each other, and against the code.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../packages/publishable.ts";
import { compose, kubernetes, type Service, text, unit, workflow } from "./deployment-files.ts";

/** Each variable of the reference with its default; the tests of the server and the migrator hold the page to the code. */
const settings = new Map(
  [...text("docs/reference/settings.md").matchAll(/^\| `([A-Z_]+)`\s*\| (\S+)/gm)].map(
    ([, name = "", byDefault = ""]) => [name, byDefault] as const,
  ),
);
const isKnown = (name: string): boolean => settings.has(name) || name === "NODE_ENV";

const { services, volumes } = compose();
const ofServer = Object.entries(services).filter(([name]) => name.startsWith("server"));
const objects = kubernetes();
const job = objects.Job?.spec.template;
const deployment = objects.Deployment?.spec.template;
const [container] = deployment?.spec.containers ?? [];

/** How long a server takes to stop at most, in milliseconds; start.ts says the same. */
function longestStop(stated: Readonly<Record<string, string | undefined>>): number {
  const of = (name: string) => Number(stated[name] ?? settings.get(name));
  return 2 * of("DRAIN_TIME") + of("SHUTDOWN_TIMEOUT") + 2_000;
}

describe("compose.yaml", () => {
  test("names only settings that there are", () => {
    const named = Object.entries(services)
      .filter(([name]) => name !== "postgres")
      .flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !isKnown(name))).toEqual([]);
  });

  test("migrates once the database is there, and serves once it is migrated", () => {
    expect(services.migrate.depends_on).toEqual({ postgres: { condition: "service_healthy" } });
    expect(ofServer).toHaveLength(2);
    for (const [, { depends_on }] of ofServer)
      expect(depends_on).toEqual({ migrate: { condition: "service_completed_successfully" } });
  });

  test("keeps the data and the backups, the latter where the image has them", () => {
    const [, backups] = /PITSTOP_BACKUPS=(\S+)/.exec(text("Dockerfile")) ?? [];
    expect(services.migrate.volumes).toEqual([`backups:${backups}`]);
    expect(Object.keys(volumes)).toEqual(["data", "backups"]);
  });

  test("opens the servers on this machine alone, at the port of the image", () => {
    const [, port] = /PORT=(\d+)/.exec(text("Dockerfile")) ?? [];
    const ports = ofServer.flatMap(([, service]: [string, Service]) => service.ports ?? []);
    for (const one of ports) expect(one).toMatch(new RegExp(`^127\\.0\\.0\\.1:\\d+:${port}$`));
    expect(new Set(ports).size).toBe(2);
    expect(services.postgres.ports).toBeUndefined();
  });

  test("waits as long for a server to stop as one may take", () => {
    for (const [, { environment = {}, stop_grace_period }] of ofServer)
      expect(Number.parseInt(stop_grace_period ?? "", 10) * 1_000).toBeGreaterThanOrEqual(
        longestStop(environment),
      );
  });
});

describe("the units of systemd", () => {
  test.each(["app", "app-migrate"])("%s runs a program of dist with settings that there are", (name) => {
    const settled = unit(`deploy/${name}.service`);
    const [command = ""] = settled["Service.ExecStart"] ?? [];
    expect(command).toMatch(/^\/usr\/bin\/node dist\/(main|migrate)\.mjs/);
    expect(settled["Service.EnvironmentFile"]).toEqual(["/etc/app.env"]);
    const named = (settled["Service.Environment"] ?? []).flatMap((line) => line.split(" "));
    expect(named.filter((pair) => !isKnown(pair.split("=")[0] ?? ""))).toEqual([]);
    expect(settled["Service.NoNewPrivileges"]).toEqual(["yes"]);
    expect(settled["Service.DynamicUser"]).toEqual(["yes"]);
  });

  test("waits as long for a server to stop as one may take by default", () => {
    const [seconds] = unit("deploy/app.service")["Service.TimeoutStopSec"] ?? [];
    expect(Number(seconds) * 1_000).toBeGreaterThanOrEqual(longestStop({}));
  });
});

describe("the Kubernetes objects", () => {
  const stated = Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));

  test("are a claim, a job, a deployment and a service, with one image", () => {
    expect(Object.keys(objects)).toEqual(["PersistentVolumeClaim", "Job", "Deployment", "Service"]);
    expect(job?.spec.containers[0]?.image).toBe(container?.image);
    expect(container?.image).not.toMatch(/:latest$|^[^:]*$/);
  });

  test("name only settings that there are", () => {
    expect(Object.keys(stated).filter((name) => !isKnown(name))).toEqual([]);
    expect(stated.DRAIN_TIME).toBeDefined();
  });

  test("are not root", () => {
    expect(job?.spec.securityContext.runAsNonRoot).toBe(true);
    expect(deployment?.spec.securityContext.runAsNonRoot).toBe(true);
  });

  test("lead from the service to the port that the server listens on", () => {
    expect(objects.Service?.spec.selector?.app).toBe(deployment?.metadata.labels.app);
    expect(objects.Deployment?.spec.selector?.matchLabels).toEqual(deployment?.metadata.labels);
    expect(job?.metadata.labels.app).not.toBe(deployment?.metadata.labels.app);
    expect(container?.ports).toEqual([{ name: "http", containerPort: Number(settings.get("PORT")) }]);
    expect(objects.Service?.spec.ports).toMatchObject([{ targetPort: "http" }]);
  });

  test("ask what the server answers", () => {
    const health = text("pitstop/http/src/health.ts");
    for (const probe of [container?.livenessProbe, container?.readinessProbe, container?.startupProbe]) {
      expect(health).toContain(`"${probe?.httpGet.path}"`);
      expect(probe?.httpGet.port).toBe("http");
    }
    // A database that is away is no reason to restart the server.
    expect(container?.livenessProbe?.httpGet.path).toBe("/healthz");
    expect(container?.readinessProbe?.httpGet.path).toBe("/readyz");
  });

  test("drain for as long as the probe takes to notice, and wait for as long as a server takes to stop", () => {
    const { periodSeconds = 0, failureThreshold = 0 } = container?.readinessProbe ?? {};
    expect(Number(stated.DRAIN_TIME)).toBeGreaterThanOrEqual(periodSeconds * failureThreshold * 1_000);
    const before = (container?.lifecycle?.preStop.sleep.seconds ?? 0) * 1_000;
    const grace = (deployment?.spec.terminationGracePeriodSeconds ?? 0) * 1_000;
    expect(grace).toBeGreaterThanOrEqual(before + longestStop(stated));
  });

  test("keep the backups on a volume that outlives the job", () => {
    const claims = (job?.spec.volumes ?? []).flatMap((one) => one.persistentVolumeClaim?.claimName ?? []);
    expect(claims).toEqual([objects.PersistentVolumeClaim?.metadata.name]);
    const [, backups] = /PITSTOP_BACKUPS=(\S+)/.exec(text("Dockerfile")) ?? [];
    expect(job?.spec.containers[0]?.volumeMounts.map(({ mountPath }) => mountPath)).toContain(backups);
  });
});

test("every command that a container, a unit or an object runs is one of the artifact", () => {
  const programs = text("apps/server/rolldown.config.ts").match(/(\w+)(?=: "src\/)/g) ?? [];
  const added = text("pitstop/migrator/src/commands/add-commands.ts");
  const commands = [
    ...Object.values(services).flatMap(({ command }) => (command ? [command.join(" ")] : [])),
    ...[...(job?.spec.containers ?? []), ...(deployment?.spec.containers ?? [])].flatMap(({ command }) =>
      command ? [command.join(" ")] : [],
    ),
    ...["app", "app-migrate"].map((name) => unit(`deploy/${name}.service`)["Service.ExecStart"]?.[0] ?? ""),
  ];
  expect(commands.length).toBeGreaterThanOrEqual(4);
  for (const command of commands) {
    const [, program = "", word] = /node dist\/(\w+)\.mjs ?(\w+)?$/.exec(command) ?? [];
    expect(programs, command).toContain(program);
    if (program === "migrate") expect(added).toContain(`${word}Command`);
  }
});

describe("the workflow of an application", () => {
  const jobs = Object.values(workflow().jobs);
  const steps = jobs.flatMap((one) => one.steps);
  const runs = steps.flatMap(({ run }) => (run ? run.split("\n") : []));

  test("may read, ends, and names the version of each action", () => {
    expect(workflow().permissions).toEqual({ contents: "read" });
    for (const one of jobs) expect(one["timeout-minutes"]).toBeLessThanOrEqual(60);
    for (const { uses } of steps) if (uses) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
  });

  test("runs on the Node and the pnpm of the Dockerfile", () => {
    const [, node] = /^FROM node:([\d.]+)-/m.exec(text("Dockerfile")) ?? [];
    const versions = steps.flatMap((step) => step.with?.["node-version"] ?? []);
    expect(new Set(versions)).toEqual(new Set([node]));
    const pnpm = new Set(text("Dockerfile").match(/pnpm@[\d.]+/g));
    expect(new Set(runs.flatMap((run) => run.match(/pnpm@[\d.]+/) ?? []))).toEqual(pnpm);
  });

  test("runs scripts that an application has, with options that they take", () => {
    const scripts = JSON.parse(text("package.json")).scripts;
    const ofDatabase = JSON.parse(text("packages/db/package.json")).scripts;
    const calls = runs.flatMap((run) => /npx -y pnpm@\S+ (.*)$/.exec(run)?.[1] ?? []);
    expect(calls.length).toBeGreaterThan(6);
    for (const call of calls) {
      const [, filter, name = ""] = /^(?:--silent )?(--filter db )?(\S+)/.exec(call) ?? [];
      if (name === "install") continue;
      expect(filter ? ofDatabase : scripts, call).toHaveProperty([name]);
    }
  });

  test("compares the contract with that of the base, as a person can", () => {
    const [call = ""] = runs.filter((run) => run.includes("pitstop contract"));
    const [, options = ""] = /pitstop contract (.*) >/.exec(call) ?? [];
    const args = options.replace(/"[^"]*"/, "HEAD").split(" ");
    const program = join(root, "pitstop/cli/src/main.ts");
    const report = execFileSync(process.execPath, [program, "contract", ...args], {
      cwd: root,
      encoding: "utf8",
    });
    expect(report).toMatch(/contract/i);
  });
});
