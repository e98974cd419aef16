import { Button, Kbd, Menu } from '@mantine/core';
import { IconChecks, IconChevronDown, IconEyeCheck } from '@tabler/icons-react';
import { windowTexts } from '../../shared/texts/window.ts';

const texts = windowTexts.review;

/** The ways to review what the search shows: one by one, or all from a score on. */
export function ReviewMenu({
  canAct,
  onReview,
  onAccept,
}: {
  readonly canAct: boolean;
  readonly onReview: () => void;
  readonly onAccept: () => void;
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          disabled={!canAct}
          leftSection={<IconEyeCheck size="1rem" stroke={1.6} aria-hidden />}
          rightSection={<IconChevronDown size="0.9rem" stroke={1.6} aria-hidden />}
        >
          {texts.menu}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconEyeCheck size="1rem" stroke={1.6} aria-hidden />}
          rightSection={<Kbd aria-hidden>R</Kbd>}
          aria-keyshortcuts="R"
          onClick={onReview}
        >
          {texts.oneByOne}
        </Menu.Item>
        <Menu.Item leftSection={<IconChecks size="1rem" stroke={1.6} aria-hidden />} onClick={onAccept}>
          {texts.acceptMany}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
