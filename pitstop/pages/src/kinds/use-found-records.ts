import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useApplication } from "../application.ts";
import { type Domain, nameOf } from "../domains.ts";
import { problemOf } from "../problem.ts";
import { inSentence } from "../words.ts";
import { type Option, steadyOptions, stillMatching } from "./steady-options.ts";

const SUGGESTIONS = 20;
const PAUSE_IN_TYPING = 250;

const NOTHING: { answer: unknown; options: readonly Option[] } = { answer: undefined, options: [] };

/** The records that a picker offers for a search. The server searches, so that thousands are no problem. */
export function useFoundRecords(target: Domain, search: string) {
  const { proceduresOf } = useApplication();
  const [settled] = useDebouncedValue(search, PAUSE_IN_TYPING);
  const { data, error, isFetching, isPlaceholderData } = useQuery(
    proceduresOf(target).list.queryOptions(
      { search: settled || undefined, limit: SUGGESTIONS },
      { placeholderData: keepPreviousData },
    ),
  );
  const isAnswered = search === settled && data !== undefined && !isPlaceholderData;
  const [last, setLast] = useState(NOTHING);
  if (isAnswered && data !== last.answer) {
    const found = data.items.map((row) => ({ id: row.id, name: nameOf(target, row) }));
    setLast({ answer: data, options: steadyOptions(last.options, found, search) });
  }
  const many = inSentence(target.label.many);
  return {
    options: isAnswered ? last.options : stillMatching(last.options, search),
    isFetching,
    /** What stands in place of the options where there are none. */
    message: error
      ? problemOf(error).message
      : !isAnswered
        ? "Loading…"
        : search
          ? `No ${many} match “${search}”.`
          : `There are no ${many} yet.`,
    /** The list is closed: the next one begins with what the server says, in its order. */
    startOver: () => setLast(NOTHING),
  };
}
