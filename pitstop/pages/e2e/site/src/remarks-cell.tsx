import type { CellProps } from "@pitstop/pages";

/** Remarks in tables: in quotation marks. */
export const RemarksCell = ({ value }: CellProps<string>) => <em>“{value}”</em>;
