import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";

/** Says that the browser has no network, so that nobody wonders why nothing is saved. */
export function ConnectionBanner() {
  const { online } = useNetwork();
  return (
    <div role="status">
      {!online && (
        <Alert color="yellow" variant="default" mb="md" title="You are offline">
          What you see may be old, and nothing can be saved until the connection is back.
        </Alert>
      )}
    </div>
  );
}
