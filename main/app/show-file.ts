import { existsSync } from 'node:fs';
import type { Reply } from '../../shared/contract/answers.ts';
import { displayPath, type FilePath } from '../../shared/file-path.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { refusal, reply } from './command-handlers.ts';

/**
 * Shows a file in the system's file manager, which says nothing of one that is not there.
 *
 * @param show the system's way to that
 */
export function showFile(file: FilePath, show: (file: string) => void): Reply<null> {
  const named = displayPath(file);
  // A name that is no text names no file once it is made one.
  if (!existsSync(typeof file === 'string' ? file : Buffer.from(file))) return refusal(texts.notThere(named, 'ENOENT'));
  show(named);
  return reply(null);
}
