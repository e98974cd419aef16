import { Kbd, Menu } from '@mantine/core';
import { IconChecks, IconEyeCheck } from '@tabler/icons-react';
import { windowTexts } from '../../shared/texts/window.ts';
import { MenuButton } from '../menu-button.tsx';

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
    <MenuButton label={texts.menu} icon={<IconEyeCheck size="1rem" stroke={1.6} aria-hidden />} isDisabled={!canAct}>
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
    </MenuButton>
  );
}
