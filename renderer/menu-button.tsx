import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** A button that opens a menu: the ways to do one thing. */
export function MenuButton({
  label,
  icon,
  isDisabled,
  children,
}: {
  readonly label: string;
  readonly icon: ReactNode;
  readonly isDisabled: boolean;
  /** `Menu.Item`s. */
  readonly children: ReactNode;
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          disabled={isDisabled}
          leftSection={icon}
          rightSection={<IconChevronDown size="0.9rem" stroke={1.6} aria-hidden />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
