import { Text } from '@mantine/core';
import type { AddedPack } from '../../shared/engine-pack.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellDone } from '../notices.tsx';
import { RemovalDialog } from '../removal-dialog.tsx';

const texts = windowTexts.engines.removeDialog;

/** Says what removing an engine pack means, and asks. */
export function RemovePackDialog({
  pack: { engine, facts },
  onRemoved,
  onClose,
}: {
  readonly pack: AddedPack;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}) {
  return (
    <RemovalDialog
      texts={texts}
      remove={async (command) => {
        if ((await command('removeEnginePack', { engine })) === undefined) return false;
        tellDone(texts.removed(engine));
        onRemoved();
        return true;
      }}
      onClose={onClose}
    >
      <Text size="sm">{texts.question(engine, facts?.bytes ?? null)}</Text>
    </RemovalDialog>
  );
}
