import { Button, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import type { EventPayload } from '../../shared/contract/events.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import runBar from '../run/run-bar.module.css';
import { useCommand } from '../state/use-command.ts';
import { useEvent } from '../state/use-event.ts';

const texts = windowTexts.actions;

/** How far the CSV is that is being written, and a way to stop it; nothing while none is. */
export function ExportBar() {
  const command = useCommand();
  const [progress, setProgress] = useState<EventPayload<'exporting'>>(null);
  useEvent('exporting', setProgress);
  if (progress === null) return null;
  const { rows, pictures } = progress;
  return (
    <section className={runBar['bar']} aria-label={texts.exportRegion}>
      <Progress
        value={pictures === 0 ? 100 : (100 * rows) / pictures}
        size={4}
        radius={0}
        aria-label={texts.exporting}
      />
      <div className={runBar['line']}>
        <div className={runBar['words']}>
          <Text size="sm" fw={600} role="status">
            {texts.exporting}
          </Text>
          <Text size="sm">{texts.exportingRows(rows, pictures)}</Text>
        </div>
        <Button size="compact-sm" variant="default" onClick={() => void command('cancelExport', {})}>
          {texts.cancelExport}
        </Button>
      </div>
    </section>
  );
}
