import { useLocalStorage } from "@mantine/hooks";
import type { Domain } from "../domains.ts";
import {
  type ColumnChoice,
  chosenColumns,
  defaultChoice,
  moved,
  readChoice,
  resized,
  toggled,
} from "./columns.ts";

/** The columns of a domain's list as this person chose them; this browser remembers. */
export function useColumns(domain: Domain) {
  const [kept, keep, forget] = useLocalStorage<ColumnChoice | undefined>({
    key: `pitstop.columns.${domain.plural}`,
    deserialize: readChoice,
    serialize: (choice) => JSON.stringify(choice),
    defaultValue: undefined,
    getInitialValueInEffect: false,
  });
  const choice = kept ?? defaultChoice(domain);
  const columns = chosenColumns(domain, choice);
  const present = { ...choice, shown: columns.map(({ key }) => key) };
  return {
    columns,
    widths: choice.widths,
    isDefault: kept === undefined,
    toggle: (key: string, order: readonly string[]) => keep(toggled(present, key, order)),
    move: (key: string, by: -1 | 1) => keep(moved(present, key, by)),
    resize: (key: string, width: number) => keep(resized(present, key, width)),
    reset: forget,
  };
}

export type Columns = ReturnType<typeof useColumns>;
