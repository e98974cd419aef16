import { Checkbox, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { StorageView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { AnswerStatus } from '../answer-status.tsx';
import { Dialog, DialogActions } from '../dialog.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useCommand } from '../state/use-command.ts';

const texts = windowTexts.data;

/** Says what the application keeps, and deletes all of it when a person is sure. The window then begins afresh. */
export function DeleteDataDialog({ onClose }: { readonly onClose: () => void }) {
  const command = useCommand();
  const answer = useAnswer('storage', {}, 0);
  const storage = answer.value;
  const [isSure, setIsSure] = useState(false);
  const [isDeleting, setIsDeleting] = useState(false);
  const remove = async () => {
    setIsDeleting(true);
    // Where it was done, this page is on its way out.
    if ((await command('deleteAllData', {}))?.isBegun !== true) setIsDeleting(false);
  };
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">{texts.question}</Text>
        <AnswerStatus answer={answer} />
        {storage === null ? null : <StoredTable storage={storage} />}
        <Text size="sm" fw={600}>
          {texts.pictures}
        </Text>
        {storage === null || storage.kept.length === 0 ? null : (
          <Text size="sm" c="var(--window-dimmed)" style={{ overflowWrap: 'anywhere' }}>
            {texts.kept(storage.kept)}
          </Text>
        )}
        <Checkbox
          size="sm"
          label={texts.sure}
          checked={isSure}
          onChange={(event) => {
            setIsSure(event.currentTarget.checked);
          }}
        />
        <DialogActions
          cancel={texts.cancel}
          confirm={texts.confirm}
          onCancel={onClose}
          onConfirm={() => void remove()}
          isDestructive
          isWorking={isDeleting}
          isDisabled={!isSure || storage === null}
        />
      </Stack>
    </Dialog>
  );
}

function StoredTable({ storage }: { readonly storage: StorageView }) {
  const { catalogs, thumbnails, graphs, downloads, samples, settings } = storage;
  const rows = [
    ...catalogs.map((stored) => ({ ...stored, what: texts.catalog })),
    { ...thumbnails, what: texts.thumbnails },
    { ...graphs, what: texts.graphs },
    ...(downloads.bytes === 0 ? [] : [{ ...downloads, what: texts.downloads }]),
    ...(samples.bytes === 0 ? [] : [{ ...samples, what: texts.samples }]),
    { ...settings, what: texts.settings },
  ];
  return (
    <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
      <Table.Tbody>
        {rows.map(({ what, path, bytes }) => (
          <Table.Tr key={`${what} ${path}`}>
            <Table.Th scope="row" fw={400}>
              <Text size="sm">{what}</Text>
              <Text size="xs" c="var(--window-dimmed)" className="selectable" style={{ overflowWrap: 'anywhere' }}>
                {path}
              </Text>
            </Table.Th>
            <Table.Td ta="right" style={{ whiteSpace: 'nowrap', verticalAlign: 'top' }}>
              {texts.bytes(bytes)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
