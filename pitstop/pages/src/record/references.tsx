import { Skeleton, Stack, Text } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import type { Procedures, Row } from "../api.ts";
import { useApplication } from "../application.ts";
import { type Domain, referencesTo } from "../domains.ts";
import { AnchorLink } from "../links.tsx";
import { countInWords } from "../words.ts";

/** Which records of which domains refer to this one, each as a link to the list of exactly these. */
export function References({ domain, row }: { domain: Domain; row: Row }) {
  return (
    <Stack gap={4}>
      {referencesTo(domain).map((reference) => (
        <ReferenceLink key={`${reference.from.name}.${reference.relation}`} {...reference} row={row} />
      ))}
    </Stack>
  );
}

/** Whether any record refers to this one, as far as is known yet. */
export function useIsUsed(domain: Domain, row: Row): boolean {
  const { proceduresOf } = useApplication();
  const counts = useQueries({
    queries: referencesTo(domain).map(({ from, relation }) => countOf(proceduresOf(from), relation, row)),
  });
  return counts.some(({ data }) => data !== undefined && data.count > 0);
}

const referringTo = (relation: string, row: Row) => ({ [`${relation}Id`]: { equals: row.id } });

const countOf = ({ count }: Procedures, relation: string, row: Row) =>
  count.queryOptions({ filter: referringTo(relation, row) });

interface ReferenceLinkProps {
  from: Domain;
  relation: string;
  label: string;
  row: Row;
}

function ReferenceLink({ from, relation, label, row }: ReferenceLinkProps) {
  const { proceduresOf } = useApplication();
  const filter = referringTo(relation, row);
  const count = useQuery(countOf(proceduresOf(from), relation, row));
  // As tall as the line of text.
  if (count.status === "pending")
    return <Skeleton height="calc(var(--mantine-font-size-sm) * var(--mantine-line-height-sm))" width={80} />;
  // Two relations between the same domains are told apart by their labels.
  const isOneOfSeveral =
    Object.values(from.relations).filter(
      (definition) => definition.domain === from.relations[relation]?.domain,
    ).length > 1;
  return (
    <Text size="sm">
      <AnchorLink to="/$plural" params={{ plural: from.plural }} search={{ filter }}>
        {count.data ? countInWords(from, count.data) : from.label.many}
      </AnchorLink>
      {isOneOfSeveral && ` (${label})`}
    </Text>
  );
}
