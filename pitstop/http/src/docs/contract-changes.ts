/** The versions of a contract in their order, as `versions.json` has them. */
export interface ContractHistory {
  readonly versions: readonly VersionOfContract[];
  /** What a version says of a domain, by the name that the version gives it. */
  readonly surfaces: Readonly<Record<string, DomainSurface>>;
}

interface VersionOfContract {
  readonly contract: string;
  readonly domains: Readonly<Record<string, string | undefined>>;
}

interface DomainSurface {
  readonly plural: string;
  readonly label: { readonly many: string };
  readonly attributes: Readonly<Record<string, string>>;
  readonly relations: Readonly<Record<string, string>>;
}

/** What changed from version to version, the latest first, as Markdown; empty where there is one version. */
export function contractChanges({ versions, surfaces }: ContractHistory): string {
  const entries = versions.slice(1).map(({ contract, domains }, index) => {
    const before = versions[index]?.domains ?? {};
    const names = [...new Set([...Object.keys(before), ...Object.keys(domains)])];
    const changes = names.flatMap((name) =>
      changesOf(surfaces[before[name] ?? ""], surfaces[domains[name] ?? ""]),
    );
    return `- \`${contract}\`: ${changes.length > 0 ? changes.join("; ") : "only rules and descriptions"}`;
  });
  return entries.toReversed().join("\n");
}

function changesOf(before: DomainSurface | undefined, now: DomainSurface | undefined): string[] {
  if (before && now) return attributeChanges(before, now);
  if (now) return [`**${now.label.many}** added`];
  return before ? [`**${before.label.many}** removed`] : [];
}

function attributeChanges(before: DomainSurface, now: DomainSurface): string[] {
  const [old, present] = [before, now].map(({ attributes, relations }) => ({ ...attributes, ...relations }));
  const columns = new Map(Object.entries(present ?? {}));
  const left = Object.entries(old ?? {}).filter(([name, column]) => columns.get(name) !== column);
  const come = [...columns].filter(([name, column]) => old?.[name] !== column);
  const newName = (column: string) => come.find(([, other]) => other === column)?.[0];
  const renamed = left.flatMap(([name, column]) => {
    const to = newName(column);
    return to === undefined ? [] : [{ name, to }];
  });
  const isRenamed = (name: string) => renamed.some((one) => one.name === name || one.to === name);
  const changed = left.map(([name]) => name).filter((name) => columns.has(name) && !isRenamed(name));
  const isKnown = (name: string) => isRenamed(name) || changed.includes(name);
  const parts = [
    ...renamed.map(({ name, to }) => `\`${name}\` renamed to \`${to}\``),
    ...listed(changed, "changed type"),
    ...listed(
      come.map(([name]) => name).filter((name) => !isKnown(name)),
      "added",
    ),
    ...listed(
      left.map(([name]) => name).filter((name) => !isKnown(name)),
      "removed",
    ),
  ];
  if (before.plural !== now.plural) parts.push(`now at \`${now.plural}\``);
  return parts.length > 0 ? [`**${now.label.many}**: ${parts.join(", ")}`] : [];
}

const listed = (names: readonly string[], what: string): string[] =>
  names.length > 0 ? [`${names.map((name) => `\`${name}\``).join(", ")} ${what}`] : [];
