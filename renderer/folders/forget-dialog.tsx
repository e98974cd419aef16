import { List, Text } from '@mantine/core';
import type { RootView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { AnswerStatus } from '../answer-status.tsx';
import { tellDone } from '../notices.tsx';
import { RemovalDialog } from '../removal-dialog.tsx';
import { useAnswer } from '../state/use-answer.ts';

const texts = windowTexts.forget;

/** Asks before a folder leaves the library. */
export function ForgetDialog({
  root,
  onClose,
  onForgotten,
}: {
  readonly root: RootView;
  readonly onClose: () => void;
  readonly onForgotten: () => void;
}) {
  const answer = useAnswer('previewForget', { root: root.root }, 0);
  const preview = answer.value;
  return (
    <RemovalDialog
      texts={texts}
      remove={async (command) => {
        const forgotten = await command('forgetRoot', { root: root.root });
        if (forgotten === undefined) return false;
        tellDone(texts.done(forgotten.pictures));
        onForgotten();
        return true;
      }}
      onClose={onClose}
      isDisabled={preview === null}
    >
      <AnswerStatus answer={answer} />
      {preview === null ? null : (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {texts.question(root.path, preview.pictures)}
        </Text>
      )}
      {preview === null || preview.tags.length === 0 ? null : (
        <div>
          <Text size="sm">{texts.tags}</Text>
          <List size="sm" aria-label={texts.tags} tabIndex={0} mah="12rem" style={{ overflow: 'auto' }}>
            {preview.tags.map(({ name, pictures, isLost }) => (
              <List.Item key={name} style={{ overflowWrap: 'anywhere' }}>
                {texts.tag(name, pictures)}
                {isLost ? <strong> ({texts.lost})</strong> : null}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </RemovalDialog>
  );
}
