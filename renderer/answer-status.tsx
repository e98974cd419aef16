import { Loader, Text } from '@mantine/core';
import type { Reply } from '../shared/contract/answers.ts';
import { windowTexts } from '../shared/texts/window.ts';

/** What stands where an answer is to be shown while there is none; nothing where there is. Null: it is on its way. */
export function AnswerStatus({ reply }: { readonly reply: Reply<unknown> | null }) {
  if (reply === null) return <Loader size="sm" m="md" aria-label={windowTexts.loading} />;
  return reply.ok ? null : <Text p="md">{reply.message}</Text>;
}
