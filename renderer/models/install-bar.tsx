import { Button, Progress, Text } from '@mantine/core';
import { windowTexts } from '../../shared/texts/window.ts';
import runBar from '../run/run-bar.module.css';
import { useCommand } from '../state/use-command.ts';
import { useInstalling } from './use-installing.ts';

const texts = windowTexts.getModels.bar;

/** How far the model is that is being installed, and a way to stop it; nothing while none is. */
export function InstallBar() {
  const command = useCommand();
  const installing = useInstalling();
  if (installing === null) return null;
  const { name, bytes, total, isTrying } = installing;
  const isKnown = !isTrying && total !== null && total > 0;
  return (
    <section className={runBar['bar']} aria-label={texts.region}>
      <Progress
        value={isKnown ? (100 * bytes) / total : 100}
        animated={!isKnown}
        size={4}
        radius={0}
        aria-label={texts.installing(name)}
      />
      <div className={runBar['line']}>
        <div className={runBar['words']}>
          <Text size="sm" fw={600} role="status">
            {texts.installing(name)}
          </Text>
          <Text size="sm">{isTrying ? texts.trying : bytes === 0 ? texts.beginning : texts.bytes(bytes, total)}</Text>
        </div>
        <Button size="compact-sm" variant="default" onClick={() => void command('cancelInstall', {})}>
          {texts.cancel}
        </Button>
      </div>
    </section>
  );
}
