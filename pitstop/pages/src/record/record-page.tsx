import { Skeleton, Stack } from "@mantine/core";
import { Id } from "@pitstop/domain";
import { useQuery } from "@tanstack/react-query";
import { useApplication } from "../application.ts";
import type { Domain } from "../domains.ts";
import { NotFoundPage } from "../not-found-page.tsx";
import { problemOf } from "../problem.ts";
import { ProblemState } from "../problem-state.tsx";
import { inSentence } from "../words.ts";
import { EditPage } from "./edit-page.tsx";

/** Loads a record; says so where there is none. */
export function RecordPage({ domain, id }: { domain: Domain; id: string }) {
  const { proceduresOf } = useApplication();
  const read = readId(id);
  const isId = read !== undefined;
  const record = useQuery(proceduresOf(domain).byId.queryOptions({ id: read ?? 0 }, { enabled: isId }));
  const noun = inSentence(domain.label.one);

  if (record.data) return <EditPage domain={domain} record={record.data} />;
  if (!isId || (record.error && problemOf(record.error).code === "NOT_FOUND")) {
    return (
      <NotFoundPage domain={domain}>
        There is no {noun} with the number {id}. It may have been deleted.
      </NotFoundPage>
    );
  }
  if (record.error) {
    return (
      <ProblemState
        error={record.error}
        onRetry={() => void record.refetch()}
        isRetrying={record.isFetching}
      />
    );
  }
  return (
    <Stack gap="md" role="status" aria-label={`Loading the ${noun}`}>
      <Skeleton height={20} width={160} />
      <Skeleton height={32} width={280} />
      <Skeleton height={280} maw="44rem" />
    </Stack>
  );
}

/** The id of an address, as the API has it: a text of digits where it is more than a number holds. */
function readId(text: string): number | undefined {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return String(number) === text ? number : undefined;
  return Id.safeParse(text).data;
}
