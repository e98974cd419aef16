import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { PictureView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { ClassSelect } from './class-select.tsx';
import { ReviewBadge } from './review-badge.tsx';
import { useTellUndoable } from '../state/use-undo.ts';
import { type ReviewChange, useReview } from './use-review.ts';

const texts = windowTexts.review;

/** What a person said of one picture, to say it anew or to take it back. */
export function PictureReview({ view }: { readonly view: PictureView }) {
  const review = useReview();
  const [isCorrecting, setIsCorrecting] = useState(false);
  const tellUndoable = useTellUndoable();
  const [best] = view.predictions;
  if (best === undefined) return null;
  const say = async (change: ReviewChange) => {
    setIsCorrecting(false);
    if (await review(view.picture, change)) tellUndoable(texts.told[change.verdict ?? 'withdrawn'](best.label));
  };
  return (
    <section>
      <Title order={2} size="sm" mb="xs">
        {texts.title}
      </Title>
      {view.review === null ? null : (
        <Group gap="xs" mb="xs" wrap="nowrap" role="status">
          <ReviewBadge review={view.review} />
          <Text size="sm" aria-hidden>
            {texts.said(view.review)}
          </Text>
        </Group>
      )}
      {isCorrecting ? (
        <ClassSelect
          predictions={view.predictions}
          onChoose={(right) => {
            void say({ verdict: 'corrected', right });
          }}
          onClose={() => {
            setIsCorrecting(false);
          }}
        />
      ) : (
        <Group gap="xs">
          <Button
            variant="default"
            disabled={view.review?.verdict === 'accepted'}
            onClick={() => {
              void say({ verdict: 'accepted' });
            }}
          >
            {texts.choices.accept.label}
          </Button>
          <Button
            variant="default"
            disabled={view.review?.verdict === 'rejected'}
            onClick={() => {
              void say({ verdict: 'rejected' });
            }}
          >
            {texts.choices.reject.label}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              setIsCorrecting(true);
            }}
          >
            {texts.choices.correct.label}
          </Button>
          {view.review === null ? null : (
            <Button
              variant="subtle"
              onClick={() => {
                void say({ verdict: null });
              }}
            >
              {texts.withdraw}
            </Button>
          )}
        </Group>
      )}
    </section>
  );
}
