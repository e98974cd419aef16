import { Button, Progress, Text } from '@mantine/core';
import type { EventPayload } from '../../shared/contract/events.ts';
import { compareScreenTexts as texts } from '../../shared/texts/compare-screen.ts';
import { comparisonTexts } from '../../shared/texts/comparison.ts';
import runBar from '../run/run-bar.module.css';
import { useCommand } from '../state/use-command.ts';

/** Which network is measured now, and a way to stop it; nothing while none is. */
export function MeasuringBar({ progress }: { readonly progress: EventPayload<'measuring'> }) {
  const command = useCommand();
  if (progress === null) return null;
  return (
    <section className={runBar['bar']} aria-label={texts.progress}>
      <Progress value={(100 * progress.done) / progress.total} size={4} radius={0} aria-label={texts.progress} />
      <div className={runBar['line']}>
        <div className={runBar['words']}>
          <Text size="sm" fw={600} role="status">
            {comparisonTexts.measuring(progress)}
          </Text>
          <Text size="sm">{texts.leaveAlone}</Text>
        </div>
        <Button size="compact-sm" variant="default" onClick={() => void command('cancelMeasuring', {})}>
          {texts.cancel}
        </Button>
      </div>
    </section>
  );
}
