import autocannon from "autocannon";
import type { LoadResult, LoadTask } from "./load.ts";

process.on("message", (task: LoadTask) => {
  runTask(task).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function runTask({ url, connections, seconds, requests }: LoadTask): Promise<LoadResult> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: requests.map(({ body, ...request }) =>
      body === undefined ? request : { ...request, body, headers: { "content-type": "application/json" } },
    ),
  });
  return {
    perSecond: result["2xx"] / result.duration,
    p99: result.latency.p99,
    failures: result.non2xx + result.errors + result.timeouts,
  };
}
