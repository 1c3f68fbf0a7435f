import { ContractError } from "../errors.ts";

/** The longest that a server may take, in milliseconds. */
const PATIENCE = 15_000;

/** Where a server answers with its contract: the address itself where it names the file, `/contract` otherwise. */
export function contractAddress(address: string): string {
  const url = new URL(address);
  if (!url.pathname.endsWith("/contract")) url.pathname = `${url.pathname.replace(/\/$/, "")}/contract`;
  return url.href;
}

/** The text of the contract that a running server answers with. */
export async function contractOfServer(address: string): Promise<string> {
  const url = contractAddress(address);
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) }).catch((cause: unknown) => {
    throw new ContractError(
      "CONTRACT_SERVER_UNREACHABLE",
      `There is no answer from ${url}: ${reasonOf(cause)}.`,
      "See that the server runs and that the address is right: http://host:port.",
      { cause },
    );
  });
  if (response.ok) return response.text();
  throw new ContractError(
    "CONTRACT_SERVER_REFUSED",
    `The server answers ${response.status} at ${url}.`,
    "It may be older than GET /contract: compare with the revision that it was built from (--against).",
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `nothing came within ${PATIENCE / 1000} s`;
  // fetch only says that it failed; why stands in the cause.
  return error.cause instanceof Error ? error.cause.message || String(error.cause) : error.message;
}
