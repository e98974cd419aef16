import { Paper, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { scoreOfAll, withLeastScore, withTerm } from '../../shared/query/edit.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { AnswerStatus } from '../answer-status.tsx';
import { queryOfClass, queryOfFolder, queryOfTag, queryOfVolume } from '../state/query-text.ts';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { BarsChart } from './bars-chart.tsx';
import { periodsOf, scoreBars } from './chart-bars.ts';
import styles from './charts-panel.module.css';

const texts = windowTexts.charts;

/** An answer that comes sooner takes the place of the one before without a word. */
const STALE_AFTER_MS = 300;

/** What is in the search: each bar narrows it to itself. Charts of the search before fade until these are counted. */
export function ChartsPanel({ query, onQuery }: { readonly query: string; readonly onQuery: (query: string) => void }) {
  const revision = useRevision();
  const answer = useAnswer('summary', { query }, revision);
  const { value, isOfInput } = answer;
  const isStale = useLasting(!isOfInput, STALE_AFTER_MS);
  if (value === null) return <AnswerStatus answer={answer} isWide />;
  const narrow = (term: string) => () => {
    onQuery(withTerm(query, term));
  };
  return (
    <section className={styles['place']} aria-label={texts.label}>
      <div className={styles['panel']} aria-busy={!isOfInput} data-stale={isStale || undefined}>
        <BarsChart
          title={texts.classes}
          bars={value.classes.map(({ name, pictures }) => ({ name, pictures, onChoose: narrow(queryOfClass(name)) }))}
        />
        <BarsChart
          title={texts.taken}
          isUpright
          bars={periodsOf(value.months).map(({ period, pictures }) => ({
            name: period,
            pictures,
            onChoose: narrow(`taken:${period}`),
          }))}
        />
        <BarsChart
          title={texts.scores}
          isUpright
          bars={scoreBars(value.scores).map(({ from, to, pictures }) => ({
            name: texts.scoresFrom(from, to),
            pictures,
            onChoose: () => {
              onQuery(withScores(query, from, to));
            },
          }))}
        />
        <BarsChart
          title={texts.tags}
          bars={value.tags.map(({ name, pictures }) => ({ name, pictures, onChoose: narrow(queryOfTag(name)) }))}
        />
        <BarsChart
          title={texts.folders}
          bars={value.folders.map(({ name, path, volume, pictures }) => ({
            name,
            pictures,
            onChoose: () => {
              const inFolder = withTerm(query, queryOfFolder(path));
              onQuery(volume === null || volume === '' ? inFolder : withTerm(inFolder, queryOfVolume(volume)));
            },
          }))}
        />
        {value.scores.every((pictures) => pictures === 0) ? <Text size="sm">{texts.nothing}</Text> : null}
      </div>
      <div role="status" className={styles['counting']}>
        {isStale ? (
          <Paper withBorder shadow="sm" px="sm" py={4}>
            <Text size="sm">{texts.counting}</Text>
          </Paper>
        ) : null}
      </div>
    </section>
  );
}

/** The query for scores from one on, up to, not including, another. One that it says already stays the upper bound. */
function withScores(query: string, from: number, to: number): string {
  const least = withLeastScore(query, `>=${from}`);
  const most = scoreOfAll(query)?.to?.value ?? Infinity;
  return to > 1 || to >= most ? least : `${least} score<${to}`;
}

/** Whether something has been so for so long without a break. */
function useLasting(isSo: boolean, milliseconds: number): boolean {
  const [hasLasted, setHasLasted] = useState(false);
  useEffect(() => {
    if (!isSo) return undefined;
    const timer = setTimeout(() => {
      setHasLasted(true);
    }, milliseconds);
    return () => {
      clearTimeout(timer);
      setHasLasted(false);
    };
  }, [isSo, milliseconds]);
  return isSo && hasLasted;
}
