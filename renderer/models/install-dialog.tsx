import { Button, Group, Stack, Text } from '@mantine/core';
import type { InstallableModelView } from '../../shared/contract/model-arrivals.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { Dialog } from '../dialog.tsx';

const texts = windowTexts.getModels.dialog;

/** Says whom a download asks, and what its file is compared with, before anybody is asked; or takes a file that is there. */
export function InstallDialog({
  model,
  onInstall,
  onClose,
}: {
  readonly model: InstallableModelView;
  readonly onInstall: (fromFile: boolean) => void;
  readonly onClose: () => void;
}) {
  const { name, publisher, licence, host, url, bytes, isSizeStated, digest } = model;
  const install = (fromFile: boolean) => () => {
    onClose();
    onInstall(fromFile);
  };
  return (
    <Dialog title={texts.title(name)} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">{texts.licence(publisher, licence)}</Text>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {texts.download(host, bytes, isSizeStated)} {texts.resumed}
        </Text>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {texts.compared(digest)}
        </Text>
        <Text size="sm" c="var(--window-dimmed)" className="selectable" style={{ overflowWrap: 'anywhere' }}>
          {texts.byHand(url)}
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button size="sm" variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button size="sm" variant="default" onClick={install(true)}>
            {texts.fromFile}
          </Button>
          <Button size="sm" data-autofocus onClick={install(false)}>
            {texts.confirm}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
