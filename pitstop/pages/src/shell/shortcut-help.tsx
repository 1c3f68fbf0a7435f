import { ActionIcon, Kbd, Modal, Table } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Icon } from "../icon.tsx";
import { shortcuts } from "./shortcut.ts";
import { useShortcut } from "./use-shortcut.ts";

/** The list of shortcuts, by its button or by its own shortcut. */
export function ShortcutHelp() {
  const [isOpen, { open, close }] = useDisclosure(false);
  useShortcut("help", open);
  return (
    <>
      <ActionIcon variant="default" size="lg" visibleFrom="sm" aria-label="Keyboard shortcuts" onClick={open}>
        <Icon name="keyboard" size={18} />
      </ActionIcon>
      <Modal opened={isOpen} onClose={close} title="Keyboard shortcuts" centered>
        <Table>
          <Table.Tbody>
            {Object.values(shortcuts).map(({ keys, does }) => (
              <Table.Tr key={does}>
                <Table.Th scope="row" fw={400}>
                  {does}
                </Table.Th>
                <Table.Td ta="right">
                  {keys.map((key) => (
                    <Kbd key={key} ml={4}>
                      {key}
                    </Kbd>
                  ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
    </>
  );
}
