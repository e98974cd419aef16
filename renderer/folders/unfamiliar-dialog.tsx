import { Stack, Text } from '@mantine/core';
import { windowTexts } from '../../shared/texts/window.ts';
import { Dialog, DialogActions } from '../dialog.tsx';
import type { Unfamiliar } from './use-locate.ts';

const texts = windowTexts.folders.unfamiliar;

/** Asks before a root is said to be in a folder that holds few of its pictures. */
export function UnfamiliarDialog({
  unfamiliar,
  onSettle,
}: {
  readonly unfamiliar: Unfamiliar;
  readonly onSettle: (isIt: boolean) => Promise<void>;
}) {
  const { root, folder, familiar, lookedFor } = unfamiliar;
  return (
    <Dialog title={texts.title} onClose={() => void onSettle(false)}>
      <Stack gap="md">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {texts.found(root.path, folder, familiar, lookedFor)}
        </Text>
        <Text size="sm" c="var(--window-dimmed)">
          {texts.explained}
        </Text>
        <DialogActions
          cancel={texts.cancel}
          confirm={texts.confirm}
          onCancel={() => void onSettle(false)}
          onConfirm={() => void onSettle(true)}
          isDestructive
        />
      </Stack>
    </Dialog>
  );
}
