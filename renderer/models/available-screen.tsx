import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { InstallableModelView } from '../../shared/contract/model-arrivals.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { AnswerStatus } from '../answer-status.tsx';
import { tellWithAction } from '../notices.tsx';
import { ScreenHead } from '../screen-head.tsx';
import screen from '../screen.module.css';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useCommand } from '../state/use-command.ts';
import { useKeptFocus } from '../use-kept-focus.ts';
import { AvailableCard } from './available-card.tsx';
import styles from './available-screen.module.css';
import { InstallDialog } from './install-dialog.tsx';
import { useInstalling } from './use-installing.ts';

const texts = windowTexts.getModels;

/** The published models, and a way to have them here. Nothing is downloaded but on a click in the dialog of one. */
export function AvailableScreen({ onShowModels }: { readonly onShowModels: () => void }) {
  const kept = useKeptFocus();
  const command = useCommand();
  const answer = useAnswer('installableModels', {}, useRevision());
  const installing = useInstalling(answer.value?.installing);
  const [asking, setAsking] = useState<InstallableModelView | null>(null);
  const install = async (id: string, fromFile: boolean) => {
    const installed = await command('installModel', { id, fromFile });
    if (installed === undefined || installed === null) return;
    tellWithAction(texts.done(installed.name, installed.tried), texts.show, onShowModels);
  };
  return (
    <main ref={kept} className={screen['screen']}>
      <ScreenHead
        title={texts.title}
        explained={texts.explained}
        actions={
          // The button that led here is gone.
          <Button autoFocus variant="default" onClick={onShowModels}>
            {texts.back}
          </Button>
        }
      />
      <AnswerStatus answer={answer} isWide />
      {answer.value === null ? null : (
        <div className={screen['scroller']} tabIndex={0} role="region" aria-label={texts.title}>
          <Stack gap="md">
            <div className={styles['cards']}>
              {answer.value.models.map((model) => (
                <AvailableCard
                  key={model.id}
                  model={model}
                  isDisabled={installing !== null}
                  onInstall={() => {
                    setAsking(model);
                  }}
                />
              ))}
            </div>
            <Text size="sm" c="var(--window-dimmed)" maw="48rem">
              {texts.hint}
            </Text>
          </Stack>
        </div>
      )}
      {asking === null ? null : (
        <InstallDialog
          model={asking}
          onInstall={(fromFile) => void install(asking.id, fromFile)}
          onClose={() => {
            setAsking(null);
          }}
        />
      )}
    </main>
  );
}
