import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { onTestFinished } from "vitest";

/**
 * The address of a way to the server that breaks once, at the first commit of a migration's transaction: before the
 * server gets the question, or before we get the answer.
 */
export async function cutAtCommit(url: string, at: "question" | "answer"): Promise<string> {
  const { hostname, port } = new URL(url);
  let isOver = false;
  let isArmed = false;
  const proxy = createServer((near) => {
    const far = connect(Number(port), hostname);
    const cut = () => {
      isOver = true;
      near.destroy();
      far.destroy();
    };
    near.on("error", () => far.destroy()).on("close", () => far.end());
    far.on("error", () => near.destroy()).on("close", () => near.end());
    near.on("data", (data) => {
      // Only from here on: the commits before are of the migrator's own tables.
      if (data.includes("pg_current_xact_id")) isArmed = true;
      if (isArmed && !isOver && at === "question" && data.includes("commit\0")) cut();
      else far.write(data);
    });
    far.on("data", (data) => {
      if (isArmed && !isOver && at === "answer" && data.includes("COMMIT\0")) cut();
      else near.write(data);
    });
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => void proxy.close());
  const address = new URL(url);
  address.hostname = "127.0.0.1";
  address.port = String((proxy.address() as AddressInfo).port); // listens on a port, not on a path
  return address.href;
}
