import { EmptyState } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useApplication } from "./application.ts";
import { type Domain, mainDomains } from "./domains.ts";
import { Icon } from "./icon.tsx";
import { ButtonLink } from "./links.tsx";
import { useListPlace } from "./list/list-place.ts";
import { inSentence } from "./words.ts";

interface NotFoundPageProps {
  /** Where to go on from here; the first domain where nothing is nearer. */
  domain?: Domain | undefined;
  children: ReactNode;
}

export function NotFoundPage({ domain: near, children }: NotFoundPageProps) {
  const { title, domains } = useApplication();
  const domain = near ?? mainDomains(domains)[0];
  const place = useListPlace();
  useDocumentTitle(`Not found · ${title}`);
  return (
    <EmptyState py={80} icon={<Icon name="search" size={36} />}>
      <EmptyState.Title order={1}>Not found</EmptyState.Title>
      <EmptyState.Description>{children}</EmptyState.Description>
      {domain && (
        <EmptyState.Actions>
          <ButtonLink to="/$plural" params={{ plural: domain.plural }} search={place}>
            Go to all {inSentence(domain.label.many)}
          </ButtonLink>
        </EmptyState.Actions>
      )}
    </EmptyState>
  );
}
