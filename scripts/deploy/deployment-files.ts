// The files that deploy an application, as values.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { root } from "../packages/publishable.ts";

export const text = (path: string): string => readFileSync(join(root, path), "utf8");

/** Where compose.yaml says how a program runs. */
export interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly stop_grace_period?: string;
  readonly read_only?: boolean;
}

export interface Compose {
  readonly services: {
    readonly postgres: Service;
    readonly migrate: Service;
    readonly "server-1": Service;
    readonly "server-2": Service;
  };
  readonly volumes: Readonly<Record<string, unknown>>;
}

export const compose = (): Compose => parse(text("compose.yaml"), { merge: true });

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

export interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly envFrom: readonly { readonly secretRef: { readonly name: string } }[];
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly lifecycle?: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

/** What of a Kubernetes object is read here. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector?: { readonly app?: string; readonly matchLabels?: { readonly app: string } };
    readonly ports?: readonly { readonly port: number; readonly targetPort: string }[];
    readonly template?: {
      readonly metadata: { readonly labels: { readonly app: string } };
      readonly spec: {
        readonly containers: readonly Container[];
        readonly terminationGracePeriodSeconds?: number;
        readonly securityContext: { readonly runAsNonRoot: boolean };
        readonly volumes: readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[];
      };
    };
  };
}

export const kubernetes = (): Record<string, KubernetesObject | undefined> =>
  Object.fromEntries(
    parseAllDocuments(text("deploy/kubernetes.yaml")).map((document) => {
      if (document.errors.length > 0) throw document.errors[0];
      const object = document.toJS() as KubernetesObject; // the file's own shape
      return [object.kind, object];
    }),
  );

/** A unit of systemd: each setting of a section, with all its values. */
export function unit(path: string): Record<string, string[] | undefined> {
  const settings: Record<string, string[] | undefined> = {};
  let section = "";
  for (const line of text(path).split("\n")) {
    const [, opened] = /^\[(\w+)\]$/.exec(line) ?? [];
    const [, name, value] = /^([A-Z]\w*)=(.*)$/.exec(line) ?? [];
    if (opened) section = opened;
    else if (name) {
      const whole = `${section}.${name}`;
      settings[whole] = [...(settings[whole] ?? []), value ?? ""];
    } else if (line !== "" && !line.startsWith("#")) throw new Error(`${path}: ${line}`);
  }
  return settings;
}

/** A step of a workflow. */
interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number>>;
}

export interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly "timeout-minutes": number; readonly steps: readonly Step[] }>
  >;
}

export const workflow = (): Workflow => parse(text("pitstop/create/frame/.github/workflows/check.yaml"));
