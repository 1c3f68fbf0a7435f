import { Box, Collapse, SimpleGrid } from "@mantine/core";
import type { Domain } from "../domains.ts";
import { fieldsOf, recordFields } from "../fields.ts";
import type { ListAddress } from "./use-list-address.ts";

interface FiltersProps {
  id: string;
  domain: Domain;
  address: ListAddress;
  isOpen: boolean;
}

/** One filter for each attribute and relation, by its kind. */
export function Filters({ id, domain, address, isOpen }: FiltersProps) {
  return (
    <Collapse expanded={isOpen} id={id} role="region" aria-label="Filters">
      <Box px="md" pb="md">
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" verticalSpacing="sm">
          {isOpen &&
            [...fieldsOf(domain), ...recordFields].map((field) => (
              <field.kind.Filter
                key={field.inputKey}
                field={field}
                condition={address.request.filter?.[field.inputKey]}
                onChange={(condition) => address.setCondition(field.inputKey, condition)}
              />
            ))}
        </SimpleGrid>
      </Box>
    </Collapse>
  );
}
