import { Text } from "@mantine/core";
import { type Domain, ListPage } from "@pitstop/pages";

/** The list as it is, with a note of our own below it. */
export function HomelandList({ domain }: { domain: Domain }) {
  return (
    <>
      <ListPage domain={domain} />
      <Text mt="md">Ask the office before you add another one.</Text>
    </>
  );
}
