import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFolderOpen, IconPhoto, IconPhotoPlus } from '@tabler/icons-react';
import type { StartView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import type { Place } from '../place.ts';
import { ShortcutsDialog } from '../shortcuts-dialog.tsx';
import { useMenu } from '../state/menu.tsx';
import { useCommand } from '../state/use-command.ts';
import styles from './first-start.module.css';

const texts = windowTexts.firstStart;

/** What a person sees before there is any picture: one invitation. */
export function FirstStart({
  model,
  onPaths,
  onGo,
}: {
  readonly model: StartView['model'];
  readonly onPaths: (paths: readonly string[]) => void;
  /** A person wants to see, or set, something first. */
  readonly onGo: (place: Place) => void;
}) {
  const command = useCommand();
  const [isHelping, help] = useDisclosure(false);
  const goTo = (screen: 'classes' | 'models' | 'engines' | 'compare' | 'settings') => () => {
    onGo({ screen });
  };
  useMenu({
    shortcuts: help.open,
    classes: goTo('classes'),
    models: goTo('models'),
    engines: goTo('engines'),
    compare: goTo('compare'),
    settings: goTo('settings'),
  });
  const choose = async (kind: 'folders' | 'files') => {
    const paths = await command('choosePaths', { kind });
    if (paths !== undefined && paths.length > 0) onPaths(paths);
  };
  return (
    <main className={styles['screen']}>
      <div className={styles['target']}>
        <IconPhotoPlus size="4rem" stroke={1.2} aria-hidden className={styles['icon']} />
        <Stack gap="xs" align="center">
          <Title order={1} size="h2" ta="center">
            {texts.title}
          </Title>
          <Text ta="center" c="var(--window-dimmed)" size="md" maw="30rem">
            {texts.promise}
          </Text>
        </Stack>
        <Group justify="center" gap="sm">
          <Button
            size="sm"
            leftSection={<IconFolderOpen size="1.1rem" aria-hidden />}
            onClick={() => void choose('folders')}
          >
            {texts.chooseFolders}
          </Button>
          <Button
            size="sm"
            variant="default"
            leftSection={<IconPhoto size="1.1rem" aria-hidden />}
            onClick={() => void choose('files')}
          >
            {texts.chooseFiles}
          </Button>
        </Group>
        <Button size="sm" variant="subtle" onClick={() => void command('runSamples', {})}>
          {texts.trySamples}
        </Button>
      </div>
      <Text size="xs" c="var(--window-dimmed)">
        {texts.model(model.name, model.classes)}
      </Text>
      {isHelping ? <ShortcutsDialog onClose={help.close} /> : null}
    </main>
  );
}
