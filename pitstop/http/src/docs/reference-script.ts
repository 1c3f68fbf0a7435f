import Fastify from "fastify";
import { type Compressed, compressed } from "../compressed.ts";

let script: Promise<Compressed> | undefined;

/**
 * Scalar's script out of its package (5 MB), compressed once. Read when somebody first opens the page: a server whose
 * page nobody opens starts faster and needs 36 MB less. The package serves it with a plugin alone, which is asked here
 * through a server of its own that never listens: its page would load in an inline script.
 */
export function referenceScript(): Promise<Compressed> {
  script ??= readScript().catch((error: unknown) => {
    script = undefined;
    throw error;
  });
  return script;
}

async function readScript(): Promise<Compressed> {
  const { default: scalar } = await import("@scalar/fastify-api-reference");
  const inside = Fastify();
  await inside.register(scalar, { routePrefix: "/docs", configuration: { url: "/openapi.json" } });
  const { statusCode, rawPayload } = await inside.inject("/docs/js/scalar.js");
  await inside.close();
  if (statusCode !== 200) throw new Error(`The package of the API page gave no script (${statusCode}).`);
  return compressed(rawPayload);
}
