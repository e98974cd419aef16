import type { Session } from 'electron';

/**
 * Keeps a session from fetching dictionaries out of the internet, which it otherwise does as soon as it is there, whether a
 * window checks spelling or not (electron/electron#22995). To be called right after the session was made.
 */
export function keepDictionariesAway(session: Session): void {
  session.setSpellCheckerLanguages([]);
}
