import { memo } from 'react';
import styles from './run-bar.module.css';

/**
 * A few words of a run. Numbers move several times a second while every core computes: only those that are other words
 * now are drawn again, and by the browser alone.
 */
export const RunFact = memo(function RunFact({
  text,
  title,
  tone = 'plain',
}: {
  readonly text: string;
  /** More of it, for whoever points at it. */
  readonly title?: string;
  readonly tone?: 'plain' | 'quiet' | 'fault';
}) {
  return (
    <span className={styles['fact']} data-tone={tone} title={title}>
      {text}
    </span>
  );
});
