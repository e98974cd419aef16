import { Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { useBridge } from '../bridge-context.ts';
import { tellProblem } from '../notices.tsx';
import styles from './drop-target.module.css';

const texts = windowTexts.drop;

/** The whole window takes folders and files: it shows so while they are dragged over it. */
export function DropTarget({
  isRunning,
  onPaths,
}: {
  readonly isRunning: boolean;
  readonly onPaths: (paths: readonly string[]) => void;
}) {
  const bridge = useBridge();
  const [isOver, setIsOver] = useState(false);

  useWindowEvent('dragover', (event) => {
    // Without this the window would open the file in place of itself.
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = carriesFiles(event) ? 'copy' : 'none';
    if (!isOver && carriesFiles(event)) setIsOver(true);
  });
  useWindowEvent('dragleave', (event) => {
    // Every element that is left says so; only leaving the window itself has nothing that is entered.
    if (event.relatedTarget === null) setIsOver(false);
  });
  useWindowEvent('drop', (event) => {
    event.preventDefault();
    setIsOver(false);
    const paths = bridge.pathsOf([...(event.dataTransfer?.files ?? [])]);
    if (paths.length > 0) onPaths(paths);
    // Such as a picture out of a browser, which shows the target as files do.
    else if (carriesFiles(event)) tellProblem(texts.noFiles);
  });

  if (!isOver) return null;
  return (
    <div className={styles['overlay']} data-testid="drop-target">
      <div className={styles['target']}>
        <IconPhotoPlus size="4rem" stroke={1.2} aria-hidden />
        <Text size="xl" fw={600} ta="center">
          {texts.title}
        </Text>
        {isRunning ? <Text ta="center">{texts.queued}</Text> : null}
      </div>
    </div>
  );
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
