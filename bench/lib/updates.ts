import { Agent, request } from "node:http";

interface Answer {
  result?: { data: { version: number } };
}

/** Updates a car of its own over each of the connections, one call after the other, and gives the updates a second. */
export async function measureUpdates(url: string, connections: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + seconds * 1000;
  let updates = 0;
  const work = async (id: number): Promise<void> => {
    let { version } = await call(
      `${url}/trpc/car.byId?input=${encodeURIComponent(JSON.stringify({ id }))}`,
      agent,
    );
    while (performance.now() < until) {
      const body = JSON.stringify({
        id,
        version,
        name: `Measured ${version}`,
        color: version % 2 ? "red" : "blue",
      });
      ({ version } = await call(`${url}/trpc/car.update`, agent, body));
      updates++;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, (_, index) => work(index + 1)));
  agent.destroy();
  return updates / ((performance.now() - start) / 1000);
}

function call(url: string, agent: Agent, body?: string): Promise<{ version: number }> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    const sent = request(url, { agent, method: body === undefined ? "GET" : "POST", headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part) => (text += part));
      response.on("end", () => {
        const { result } = JSON.parse(text) as Answer; // tRPC's envelope
        if (result) resolve(result.data);
        else reject(new Error(text));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
