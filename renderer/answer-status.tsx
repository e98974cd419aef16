import { Button, Loader, Stack, Text } from '@mantine/core';
import { windowTexts } from '../shared/texts/window.ts';
import type { Answer } from './state/use-answer.ts';

/** Why there is no answer, where there is none; nothing while it is waited for. */
export function AnswerProblem({ answer }: { readonly answer: Answer<unknown> }) {
  return answer.reply?.ok === false ? <AnswerStatus answer={answer} /> : null;
}

/** What stands where an answer is to be shown while there is none, or why there is none; nothing where there is one. */
export function AnswerStatus({ answer }: { readonly answer: Answer<unknown> }) {
  const { reply, askAgain } = answer;
  if (reply === null) return <Loader size="sm" m="md" aria-label={windowTexts.loading} />;
  if (reply.ok) return null;
  return (
    <Stack p="md" gap="xs" align="flex-start" role="alert">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {reply.message}
      </Text>
      <Button size="compact-sm" variant="light" onClick={askAgain}>
        {windowTexts.tryAgain}
      </Button>
    </Stack>
  );
}
