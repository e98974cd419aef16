import { Group, Kbd, Table, Title } from '@mantine/core';
import { useOs } from '@mantine/hooks';
import { windowTexts } from '../shared/texts/window.ts';
import { Dialog } from './dialog.tsx';
import styles from './shortcuts-dialog.module.css';

const texts = windowTexts.shortcuts;

/** Every key that does something, by where it does. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const command = useOs({ getValueInEffect: false }) === 'macos' ? texts.commandKey.mac : texts.commandKey.other;
  return (
    <Dialog title={texts.title} size="52rem" onClose={onClose}>
      <div className={styles['groups']}>
        {texts.groups.map(({ title, keys: lines }) => (
          <section key={title} className={styles['group']}>
            <Title order={3} size="sm" mb="xs">
              {title}
            </Title>
            <Table withRowBorders={false} verticalSpacing={3} horizontalSpacing={0}>
              <Table.Tbody>
                {lines.map(({ keys, does }) => (
                  <Table.Tr key={does}>
                    <Table.Th scope="row" w="9rem">
                      <Group gap={4}>
                        {keys.map((key) => (
                          <Kbd key={key}>{key === 'Mod' ? command : key}</Kbd>
                        ))}
                      </Group>
                    </Table.Th>
                    <Table.Td>{does}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
