import { ActionIcon, Button, Checkbox, Text, Tooltip } from '@mantine/core';
import { IconFolderShare } from '@tabler/icons-react';
import type { FailureView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { Thumbnail } from '../library/thumbnail.tsx';
import { useCommand } from '../state/use-command.ts';
import styles from './failures-screen.module.css';

const texts = windowTexts.failures;

/** A picture that could not be looked at: its kind of failure, the reason, and what can be done. */
export function FailureRow({
  failure,
  isSelected,
  onSelect,
  onRetry,
}: {
  readonly failure: FailureView;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
  readonly onRetry: () => void;
}) {
  const command = useCommand();
  const { picture, name, path, kind, reason } = failure;
  return (
    <>
      <Checkbox
        size="xs"
        aria-label={texts.select(name)}
        checked={isSelected}
        onChange={(event) => {
          onSelect(event.currentTarget.checked);
        }}
      />
      <div className={styles['thumbnail']}>
        <Thumbnail key={picture} picture={picture} />
      </div>
      <div className={`${styles['words'] ?? ''} selectable`}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="var(--window-dimmed)">
          {path}
        </Text>
        <Text size="sm" c="var(--window-fault)">
          {texts.reason(texts.kinds[kind], reason)}
        </Text>
      </div>
      <Tooltip label={windowTexts.picture.showInFolder}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={texts.showInFolder(name)}
          onClick={() => void command('showInFolder', { picture })}
        >
          <IconFolderShare size="1.1rem" stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Button variant="default" size="compact-sm" aria-label={texts.retryOf(name)} onClick={onRetry}>
        {texts.retry}
      </Button>
    </>
  );
}
