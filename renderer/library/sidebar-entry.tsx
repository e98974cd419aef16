import { NavLink } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './sidebar.module.css';

/** A line of the sidebar: a place to go to. */
export function SidebarEntry({
  icon,
  label,
  title,
  count,
  isHere,
  isTabStop = true,
  onClick,
}: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly title?: string;
  readonly count?: string;
  readonly isHere: boolean;
  /** False: it is one of a list whose only one is another. */
  readonly isTabStop?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <NavLink
      component="button"
      type="button"
      tabIndex={isTabStop ? 0 : -1}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      label={label}
      noWrap
      title={title}
      leftSection={icon}
      rightSection={count === undefined ? null : <span className={styles['count']}>{count}</span>}
      className={styles['entry']}
      onClick={onClick}
    />
  );
}
