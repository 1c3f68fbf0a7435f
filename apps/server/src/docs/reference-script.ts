import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import Fastify from "fastify";

/** The reference's script, as it is and in the ways that it travels. */
export interface ReferenceScript {
  plain: Buffer;
  br: Buffer;
  gzip: Buffer;
}

let script: Promise<ReferenceScript> | undefined;

/**
 * Scalar's script out of its package (5 MB), compressed once. Read when somebody first opens the page: a server whose
 * page nobody opens starts faster and needs 36 MB less. The package serves it with a plugin alone, which is asked here
 * through a server of its own that never listens: its page would load in an inline script.
 */
export function referenceScript(): Promise<ReferenceScript> {
  script ??= readScript().catch((error: unknown) => {
    script = undefined;
    throw error;
  });
  return script;
}

async function readScript(): Promise<ReferenceScript> {
  const { default: scalar } = await import("@scalar/fastify-api-reference");
  const inside = Fastify();
  await inside.register(scalar, { routePrefix: "/docs", configuration: { url: "/openapi.json" } });
  const { statusCode, rawPayload } = await inside.inject("/docs/js/scalar.js");
  await inside.close();
  if (statusCode !== 200) throw new Error(`The package of the API page gave no script (${statusCode}).`);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  const [br, gzipped] = await Promise.all([
    promisify(brotliCompress)(rawPayload, quality),
    promisify(gzip)(rawPayload),
  ]);
  return { plain: rawPayload, br, gzip: gzipped };
}
