// The entries of an entity's lists of indexes, uniques and checks, wherever they are written out.
import type { ArrayExpression, Expression, Node } from "oxc-parser";
import type { FileEdit } from "../../edit/file-edit.ts";
import { removeItem } from "../../edit/list-edit.ts";
import type { Modules } from "../../edit/modules.ts";
import { bare, elementList } from "../../edit/object.ts";
import { notUnderstood, type Source } from "../../edit/source.ts";

export interface ListEntry {
  /** The list that has the entry, with the file that has the list. */
  readonly array: ArrayExpression | undefined;
  readonly listSource: Source;
  /** What stands in the list; a spread, or the whole value, where nobody can say what it brings. */
  readonly element: Node;
  /** What the entry is, with the file that says so; undefined where that isn't certain. */
  readonly value: Expression | undefined;
  readonly source: Source;
}

interface Place {
  readonly source: Source;
  readonly expression: Expression | undefined;
}

/** The entries of a list: those in its brackets, of lists that are spread into it, and of the constant that it is. */
export function listEntries(modules: Modules, { source, expression }: Place): ListEntry[] {
  if (expression === undefined) return [];
  const found = modules.resolve({ source, expression });
  const array = found ? bare(found.expression) : undefined;
  if (!found || array?.type !== "ArrayExpression")
    return [{ array: undefined, listSource: source, element: expression, value: undefined, source }];
  return array.elements.flatMap((element): ListEntry[] => {
    if (element === null) return [];
    if (element.type === "SpreadElement")
      return listEntries(modules, { source: found.source, expression: element.argument });
    const at = modules.resolve({ source: found.source, expression: element });
    return [
      {
        array,
        listSource: found.source,
        element,
        value: at ? bare(at.expression) : undefined,
        source: at?.source ?? found.source,
      },
    ];
  });
}

/** The brackets that a list is written in, in this file; undefined where it is written elsewhere. */
export function arrayHere(
  modules: Modules,
  source: Source,
  expression: Expression,
): ArrayExpression | undefined {
  const found = modules.resolve({ source, expression });
  const array = found?.source === source ? bare(found.expression) : undefined;
  return array?.type === "ArrayExpression" ? array : undefined;
}

/** Takes an entry out of its list. Throws FILE_NOT_UNDERSTOOD where another file has the list. */
export function removeEntry(edit: FileEdit, { array, element, listSource }: ListEntry): void {
  if (!array || listSource !== edit.source)
    throw notUnderstood(listSource, element, "this entry in the entity itself");
  const list = elementList(listSource, array);
  const item = list.items.find(({ start }) => start === element.start);
  if (item) removeItem(edit, list, item);
}
