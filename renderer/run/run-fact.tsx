import { memo } from 'react';
import styles from './run-bar.module.css';

/**
 * A few words of a run. Numbers move several times a second while every core computes: only those that are other words
 * now are drawn again, and by the browser alone.
 */
export const RunFact = memo(function RunFact({
  text,
  tone = 'plain',
}: {
  readonly text: string;
  readonly tone?: 'plain' | 'quiet' | 'fault';
}) {
  return (
    <span className={styles['fact']} data-tone={tone}>
      {text}
    </span>
  );
});
