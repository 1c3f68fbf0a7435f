import { Table } from "@mantine/core";
import { PageHeader, useApi } from "@pitstop/pages";
import type { RoadsterRouter as AppRouter } from "@pitstop/trpc/test/roadsters";
import { useQuery } from "@tanstack/react-query";

const colors = ["black", "red", "silver"];

/** A page of our own, at /colors: how many roadsters have a color. */
export function ColorsPage() {
  return (
    <>
      <PageHeader title="Paint colors" description="How many roadsters have which color" />
      <Table mt="md" maw="24rem">
        <Table.Tbody>
          {colors.map((color) => (
            <ColorRow key={color} color={color} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function ColorRow({ color }: { color: string }) {
  const api = useApi<AppRouter>();
  const counted = useQuery(api.roadster.count.queryOptions({ filter: { color: { equals: color } } }));
  return (
    <Table.Tr>
      <Table.Th>{color}</Table.Th>
      <Table.Td>{counted.data?.count}</Table.Td>
    </Table.Tr>
  );
}
