import { Group, Slider, Text } from '@mantine/core';
import { useState } from 'react';
import { scoreOfAll, withLeastScore } from '../../shared/query/edit.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import styles from './library-screen.module.css';

const texts = windowTexts.scoreSlider;
/** A hundred steps from 0 to 1. */
const STEPS = 100;

/** The least score of the query's words, with how many pictures that finds while it is dragged. */
export function ScoreSlider({
  query,
  threshold,
  onQuery,
}: {
  readonly query: string;
  /** The least score of words where the query says none. */
  readonly threshold: number;
  readonly onQuery: (query: string) => void;
}) {
  const revision = useRevision();
  // Counting goes through all that the query finds: it begins when the slider is reached for.
  const [isReached, setIsReached] = useState(false);
  const { reply, value, isOfInput } = useAnswer(
    'scoreCounts',
    isReached ? { query: withLeastScore(query, null) } : null,
    revision,
  );
  const said = scoreOfAll(query)?.from?.value ?? null;
  const [dragged, setDragged] = useState<{ readonly from: string; readonly step: number } | null>(null);
  // Where it was dragged counts until the query is another one: it stays there no more when the query before comes back.
  const isDragged = dragged?.from === query;
  if (dragged !== null && !isDragged) setDragged(null);
  const step = isDragged ? dragged.step : Math.round((said ?? threshold) * STEPS);
  const found = isOfInput ? (value?.[step] ?? null) : null;
  const reach = () => {
    setIsReached(true);
  };
  return (
    <Group gap="0.25rem 0.5rem" onPointerEnter={reach} onFocus={reach}>
      <Text size="xs" className={styles['quiet']} aria-hidden>
        {texts.label}
      </Text>
      <Slider
        w="10rem"
        size="sm"
        min={0}
        max={STEPS}
        step={1}
        value={step}
        label={null}
        thumbLabel={texts.label}
        thumbValueText={texts.value(step / STEPS, found)}
        onChange={(next) => {
          setDragged({ from: query, step: next });
        }}
        onChangeEnd={(next) => {
          onQuery(withLeastScore(query, `>=${next / STEPS}`));
        }}
      />
      <Text size="xs" className={styles['score']} title={reply?.ok === false ? reply.message : undefined}>
        {reply?.ok === false ? texts.notCounted(step / STEPS) : texts.value(step / STEPS, found)}
      </Text>
    </Group>
  );
}
