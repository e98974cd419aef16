import { Text, Title } from '@mantine/core';
import type { OlderView } from '../../shared/contract/views.ts';
import type { Prediction } from '../../shared/prediction.ts';
import { formatScore } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import styles from './score-bars.module.css';

const texts = windowTexts.picture;

/** The classes that the model sees, best first, each with its score as a bar of its true length and in digits. */
export function ScoreBars({
  predictions,
  older,
}: {
  readonly predictions: readonly Prediction[];
  /** What another model saw, where this one has not looked. */
  readonly older: OlderView | null;
}) {
  return (
    <section>
      <Title order={2} size="sm">
        {texts.scores}
      </Title>
      {predictions.length === 0 ? (
        <Text size="sm">
          {older === null ? texts.noScores : texts.olderScore(older.label, formatScore(older.score), older.model)}
        </Text>
      ) : (
        <>
          <ol className={styles['list']}>
            {predictions.map(({ index, label, score }) => (
              <li key={index}>
                <div className={styles['line']}>
                  <span className={`${styles['label'] ?? ''} selectable`}>{label}</span>
                  <span className={styles['score']}>{formatScore(score)}</span>
                </div>
                <div className={styles['track']} aria-hidden>
                  <div className={styles['bar']} style={{ width: `${100 * score}%` }} />
                </div>
              </li>
            ))}
          </ol>
          <Text size="xs" c="var(--window-dimmed)">
            {texts.scoresHint}
          </Text>
        </>
      )}
    </section>
  );
}
