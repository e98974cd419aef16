import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import screen from './screen.module.css';

/** The head of a screen: what it is called, what it is for, and, beside that and below, what can be done with all of it. */
export function ScreenHead({
  title,
  explained,
  actions = null,
  children = null,
}: {
  readonly title: string;
  readonly explained: string;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={screen['head']}>
      <Group justify="space-between">
        <div className={screen['words']}>
          <Title order={1} size="md">
            {title}
          </Title>
          <Text size="sm" c="var(--window-dimmed)">
            {explained}
          </Text>
        </div>
        {actions}
      </Group>
      {children}
    </div>
  );
}
