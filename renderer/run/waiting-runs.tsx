import { Button, Menu } from '@mantine/core';
import { IconChevronUp, IconPlayerStop, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import type { RunView } from '../../shared/contract/events.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { useCommand } from '../state/use-command.ts';
import styles from './run-bar.module.css';

const texts = windowTexts.run;
const ICON = { size: '1rem', stroke: 1.6, 'aria-hidden': true } as const;

type Waiting = RunView['waiting'];

/** The runs that wait, each to be taken out of the queue, or all of them with the one that runs. */
export const WaitingRuns = memo(
  function WaitingRuns({ waiting }: { readonly waiting: Waiting }) {
    const command = useCommand();
    return (
      <Menu position="top-start">
        <Menu.Target>
          <Button size="compact-sm" variant="subtle" rightSection={<IconChevronUp {...ICON} />}>
            {texts.queued(waiting.length)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={styles['waiting']}>
          {waiting.map(({ run, about }) => (
            <Menu.Item
              key={run}
              title={texts.aboutWhole(about)}
              leftSection={<IconX {...ICON} />}
              onClick={() => void command('removeWaitingRun', { run })}
            >
              {texts.removeWaiting(about)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            c="var(--window-fault)"
            leftSection={<IconPlayerStop {...ICON} />}
            onClick={() => void command('cancelAllRuns', {})}
          >
            {texts.cancelAll}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    );
  },
  // A run is told of several times a second, and those behind it stay the same.
  (before, after) => JSON.stringify(before.waiting) === JSON.stringify(after.waiting),
);
