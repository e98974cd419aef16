import { thrownStack } from '../../shared/thrown.ts';

/** A bug, for whoever started the application in a terminal. */
export function logError(error: unknown): void {
  log(thrownStack(error));
}

/** For whoever started the application in a terminal. */
export function log(text: string): void {
  process.stderr.write(`classifold: ${text}\n`);
}
