import { existsSync } from 'node:fs';
import type { Reply } from '../../shared/contract/answers.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { refusal, reply } from './command-handlers.ts';

/**
 * Shows a file in the system's file manager, which says nothing of one that is not there.
 *
 * @param show the system's way to that
 */
export function showFile(file: string, show: (file: string) => void): Reply<null> {
  if (!existsSync(file)) return refusal(texts.notThere(file, 'ENOENT'));
  show(file);
  return reply(null);
}
