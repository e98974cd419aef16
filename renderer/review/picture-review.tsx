import { Button, Group, Text, Title } from '@mantine/core';
import { useRef, useState } from 'react';
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
  const [correcting, setCorrecting] = useState<'not yet' | 'now' | 'done'>('not yet');
  const correct = useRef<HTMLButtonElement>(null);
  const tellUndoable = useTellUndoable();
  const [best] = view.predictions;
  if (best === undefined) return null;
  const say = async (change: ReviewChange) => {
    const done = await review(view.picture, change);
    // What was said before is nothing to take back.
    if (done !== undefined && done.changed > 0)
      tellUndoable(done, texts.told[change.verdict ?? 'withdrawn'](best.label));
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
      {correcting === 'now' ? (
        <ClassSelect
          predictions={view.predictions}
          onChoose={(right) => {
            setCorrecting('done');
            void say({ verdict: 'corrected', right });
          }}
          onClose={() => {
            setCorrecting('done');
          }}
        />
      ) : (
        <Group gap="xs">
          <SaidButton
            label={texts.choices.accept.label}
            isSaid={view.review?.verdict === 'accepted'}
            onSay={() => {
              void say({ verdict: 'accepted' });
            }}
          />
          <SaidButton
            label={texts.choices.reject.label}
            isSaid={view.review?.verdict === 'rejected'}
            onSay={() => {
              void say({ verdict: 'rejected' });
            }}
          />
          <Button
            ref={correct}
            variant="default"
            // It comes back in place of the field, which had the focus.
            autoFocus={correcting === 'done'}
            onClick={() => {
              setCorrecting('now');
            }}
          >
            {texts.choices.correct.label}
          </Button>
          {view.review === null ? null : (
            <Button
              variant="subtle"
              onClick={() => {
                // This button goes with what was said.
                correct.current?.focus();
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

/** Says it once; having said it, it keeps the focus, which a disabled button could not. */
function SaidButton({
  label,
  isSaid,
  onSay,
}: {
  readonly label: string;
  readonly isSaid: boolean;
  readonly onSay: () => void;
}) {
  return (
    <Button
      variant="default"
      data-disabled={isSaid}
      aria-disabled={isSaid}
      onClick={() => {
        if (!isSaid) onSay();
      }}
    >
      {label}
    </Button>
  );
}
