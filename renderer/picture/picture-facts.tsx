import { Button, Title } from '@mantine/core';
import { IconFolderShare } from '@tabler/icons-react';
import type { PictureView } from '../../shared/contract/views.ts';
import { formatBytes } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { useCommand } from '../state/use-command.ts';
import styles from './picture-facts.module.css';

const texts = windowTexts.picture;

/** What the file says of itself, and the way to it. */
export function PictureFacts({ view }: { readonly view: PictureView }) {
  const command = useCommand();
  const facts: readonly (readonly [string, string | null])[] = [
    [texts.file, view.name],
    [texts.folder, view.path.slice(0, Math.max(1, view.path.length - view.name.length - 1))],
    [
      texts.dimensions,
      view.width === null || view.height === null ? null : texts.dimensionsOf(view.width, view.height),
    ],
    [texts.size, formatBytes(view.size)],
    [texts.taken, view.takenAt === null ? null : texts.takenAt(view.takenAt)],
    [texts.failure, view.failure],
  ];
  return (
    <section>
      <Title order={2} size="sm">
        {texts.facts}
      </Title>
      <dl className={styles['facts']}>
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="selectable">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <Button
        variant="default"
        leftSection={<IconFolderShare size="1rem" stroke={1.6} aria-hidden />}
        onClick={() => void command('showInFolder', { picture: view.picture })}
      >
        {texts.showInFolder}
      </Button>
    </section>
  );
}
