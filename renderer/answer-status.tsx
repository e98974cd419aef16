import { Loader } from '@mantine/core';
import { windowTexts } from '../shared/texts/window.ts';
import { ProblemAlert } from './problem-alert.tsx';
import type { Answer } from './state/use-answer.ts';

interface AnswerProps {
  readonly answer: Answer<unknown>;
  /** It goes from edge to edge of a screen. */
  readonly isWide?: boolean;
}

/** Why there is no answer, where there is none; nothing while it is waited for. */
export function AnswerProblem({ answer: { reply, askAgain }, isWide = false }: AnswerProps) {
  return reply?.ok === false ? <ProblemAlert message={reply.message} isWide={isWide} onTryAgain={askAgain} /> : null;
}

/** What stands where an answer is to be shown while there is none, or why there is none; nothing where there is one. */
export function AnswerStatus({ answer, isWide = false }: AnswerProps) {
  if (answer.reply === null) return <Loader size="sm" m="md" aria-label={windowTexts.loading} />;
  return <AnswerProblem answer={answer} isWide={isWide} />;
}
