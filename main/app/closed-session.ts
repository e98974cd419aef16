import type { Session } from 'electron';

/**
 * Denies whatever a session may be asked for, and keeps it from fetching dictionaries out of the internet, which it
 * otherwise does as soon as it is there, whether a window checks spelling or not (electron/electron#22995). To be called
 * right after the session was made.
 */
export function denyAll(session: Session): void {
  session.setSpellCheckerLanguages([]);
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
