import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { Field } from "../kinds/kind.ts";
import { MAX_WIDTH, MIN_WIDTH } from "./columns.ts";

const STEP = 16;

interface ColumnResizerProps {
  field: Field;
  width: number | undefined;
  onResize: (width: number) => void;
}

/** The edge of a column, to be drawn with a pointer or moved with the arrow keys. */
export function ColumnResizer({ field, width, onResize }: ColumnResizerProps) {
  const edge = useRef<HTMLDivElement>(null);
  const start = useRef<{ x: number; width: number }>(undefined);
  const shownWidth = () => width ?? edge.current?.parentElement?.offsetWidth ?? MIN_WIDTH;

  const move = (event: PointerEvent) => {
    if (start.current) onResize(start.current.width + event.clientX - start.current.x);
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onResize(shownWidth() + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule between paragraphs, <hr>, takes no keys
    <div
      ref={edge}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${field.label}`}
      aria-valuenow={width ?? MIN_WIDTH}
      aria-valuemin={MIN_WIDTH}
      aria-valuemax={MAX_WIDTH}
      className="column-edge"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: shownWidth() };
      }}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = undefined;
      }}
      onKeyDown={press}
    />
  );
}
