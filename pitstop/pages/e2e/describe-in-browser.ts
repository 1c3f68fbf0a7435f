import { afterAll, afterEach, beforeAll, describe, inject } from "vitest";
import { type Application, type ApplicationOptions, startApplication } from "./application.ts";

/** A `describe` with an application of its own. Without a browser its tests are skipped; the setup has said so. */
export function describeInBrowser(
  name: string,
  tests: (application: () => Application) => void,
  options?: ApplicationOptions,
): void {
  describe.skipIf(!inject("browserAddress"))(name, () => {
    let application: Application | undefined;
    beforeAll(async () => {
      application = await startApplication(options);
    });
    afterEach(() => application?.leavePages());
    afterAll(() => application?.close());
    tests(() => {
      if (!application) throw new Error("The application runs within tests only.");
      return application;
    });
  });
}
