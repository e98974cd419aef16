import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** The button at the end of a line that opens what can be done about it. The keys that open it too are the list's. */
export function LineMenu({
  label,
  isOpen,
  onChange,
  className,
  children,
}: {
  readonly label: string;
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
  readonly className?: string | undefined;
  /** A `Menu.Dropdown`. */
  readonly children: ReactNode;
}) {
  return (
    <Menu position="bottom-end" opened={isOpen} onChange={onChange}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          // The tabulator goes to the line.
          tabIndex={-1}
          className={className}
          aria-label={label}
          onClick={(event) => {
            // It is no click on the line.
            event.stopPropagation();
          }}
        >
          <IconDots size="1rem" aria-hidden />
        </ActionIcon>
      </Menu.Target>
      {children}
    </Menu>
  );
}
