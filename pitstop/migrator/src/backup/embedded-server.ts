import { MigratorError } from "../errors.ts";

/**
 * The package of the embedded server. Only a project that names `embeddedFolder` needs it, so it is an optional peer
 * and loaded here alone. Throws MigratorError EMBEDDED_SERVER_MISSING where it isn't installed.
 */
export async function embeddedServer(): Promise<typeof import("@pitstop/postgres")> {
  try {
    return await import("@pitstop/postgres");
  } catch (cause) {
    throw new MigratorError(
      "EMBEDDED_SERVER_MISSING",
      "The embedded server needs the package @pitstop/postgres, which isn't installed.",
      "Install it: npm install --save-dev @pitstop/postgres",
      { cause },
    );
  }
}

/** Whether an address is one of the embedded server that runs on the folder; without a folder there is none. */
export async function isOnEmbeddedServer(folder: string | undefined, url: string): Promise<boolean> {
  return folder !== undefined && (await embeddedServer()).isServerOn(folder, url);
}
