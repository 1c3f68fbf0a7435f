import { Anchor } from "@mantine/core";
import { RecordPage, type RecordProps } from "@pitstop/pages";

/** The page of one homeland, with a link to its map. */
export function HomelandRecord({ domain, id }: RecordProps) {
  return (
    <>
      <RecordPage domain={domain} id={id} />
      <Anchor href={`https://maps.example/homelands/${id}`}>Show it on the map</Anchor>
    </>
  );
}
