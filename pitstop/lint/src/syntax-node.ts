import type { Node } from "libpg-query";

type KeyOfEach<Union> = Union extends unknown ? keyof Union : never;
export type NodeKind = KeyOfEach<Node> & string;
/** The content of each kind of node, by its name. */
type Contents = {
  [Kind in NodeKind]: NonNullable<Extract<Node, Record<Kind, unknown>>[Kind & KeyOfEach<Node>]>;
};
export type NodeOf<Kind extends NodeKind> = Contents[Kind];

/** The content of a parse-tree node when it is of this kind. The parser wraps each node as `{ Kind: content }`. */
export function nodeOf<Kind extends NodeKind>(node: Node | undefined, kind: Kind): NodeOf<Kind> | undefined {
  if (node === undefined) return undefined;
  // The parser's union has one key per member; indexing it by that key is what the type cannot express.
  return (node as Record<string, unknown>)[kind] as NodeOf<Kind> | undefined;
}

/** The nodes of this kind in a list, unwrapped. */
export function nodesOf<Kind extends NodeKind>(nodes: Node[] | undefined, kind: Kind): NodeOf<Kind>[] {
  const found: NodeOf<Kind>[] = [];
  for (const node of nodes ?? []) {
    const content = nodeOf(node, kind);
    if (content !== undefined) found.push(content);
  }
  return found;
}

/** The words of a list of string nodes: a dotted name, a column list. */
export function words(nodes: Node[] | undefined): string[] {
  return nodesOf(nodes, "String").map((string) => string.sval ?? "");
}

/** Every node below (and with) this one, of one kind. */
export function descendants<Kind extends NodeKind>(root: unknown, kind: Kind): NodeOf<Kind>[] {
  const found: NodeOf<Kind>[] = [];
  visit(root, (key, value) => {
    if (key === kind) found.push(value as NodeOf<Kind>);
  });
  return found;
}

/** Shows every node of a tree. A loop and not a recursion: a long chain of ORs is as deep as it is long. */
export function visit(root: unknown, see: (key: string, value: unknown) => void): void {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== "object") continue;
      if (!Array.isArray(value)) see(key, child);
      waiting.push(child);
    }
  }
}
