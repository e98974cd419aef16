import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { PreparedImportView } from '../../shared/contract/model-arrivals.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { useBridge } from '../bridge-context.ts';
import { Dialog } from '../dialog.tsx';
import { tellDone } from '../notices.tsx';
import { useOwnClose } from '../state/use-own-close.ts';
import { useWorkingCommand } from '../state/use-working-command.ts';
import { ImportForm, type ImportWishes } from './import-form.tsx';
import { RecognisedModel } from './recognised-model.tsx';

const texts = windowTexts.importModel;

const NOTHING_SAID: ImportWishes = { checkpoint: null, labels: null, picture: null, origin: null, name: '' };

/**
 * Brings a checkpoint in: a person says which, sees what was recognised and what the model sees in a picture, and only
 * then is it one of the models. However the dialog is left otherwise, nothing of it stays.
 */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const bridge = useBridge();
  const { command, isWorking: isAccepting } = useWorkingCommand();
  const close = useOwnClose(onClose);
  const [wishes, setWishes] = useState(NOTHING_SAID);
  const [isLooking, setIsLooking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [prepared, setPrepared] = useState<PreparedImportView | null>(null);

  const look = async () => {
    const { checkpoint, labels, picture, origin, name } = wishes;
    if (checkpoint === null) return;
    setIsLooking(true);
    setProblem(null);
    const named = name.trim() === '' ? null : name.trim();
    const reply = await bridge.request('prepareImport', { file: checkpoint, labels, picture, origin, name: named });
    setIsLooking(false);
    if (reply.ok) setPrepared(reply.value);
    else setProblem(reply.message);
  };
  const discard = () => void command('discardImport', {});
  const leave = () => {
    if (isLooking || (prepared !== null && prepared.tried !== null)) discard();
    onClose();
  };
  const accept = async () => {
    const accepted = await command('acceptImport', {});
    if (accepted === undefined) return;
    tellDone(texts.done(accepted.name));
    close();
  };
  const changeWishes = () => {
    discard();
    setPrepared(null);
  };

  return (
    <Dialog title={texts.title} onClose={leave}>
      {prepared === null ? (
        <ImportForm
          wishes={wishes}
          problem={problem}
          isWorking={isLooking}
          onChange={(change) => {
            setWishes((before) => ({ ...before, ...change }));
            // It was about what was said before.
            setProblem(null);
          }}
          onLook={() => void look()}
          onCancel={leave}
        />
      ) : (
        <Stack gap="md">
          <RecognisedModel prepared={prepared} />
          <Group justify="flex-end" gap="sm">
            <Button size="sm" variant="default" onClick={changeWishes}>
              {texts.found.again}
            </Button>
            {prepared.tried === null ? (
              <Button size="sm" onClick={leave}>
                {texts.found.close}
              </Button>
            ) : (
              <>
                <Button size="sm" variant="default" onClick={leave}>
                  {texts.found.discard}
                </Button>
                <Button size="sm" loading={isAccepting} onClick={() => void accept()}>
                  {texts.found.accept}
                </Button>
              </>
            )}
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
