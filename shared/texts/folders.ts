import { formatCount, formatMoment, formatNumber } from './quantities.ts';

/** What the tree of folders says. */
export const folderTexts = {
  title: 'Folders',
  offline: 'offline',
  state: (
    folder: { readonly path: string; readonly classified: number },
    added: number,
    isOffline: boolean,
    scannedAt: number | null,
  ) =>
    `${folder.path}\n${formatNumber(folder.classified)} classified` +
    (added === 0 ? '' : `, ${formatNumber(added)} not yet`) +
    (isOffline
      ? `\nOffline: not there at the moment, its pictures stay in the library.` +
        (scannedAt === null ? '' : ` All of it was last seen ${formatMoment(scannedAt)}.`)
      : ''),
  failed: (n: number) => `${formatNumber(n)} failed`,
  added: (n: number) => `${formatNumber(n)} not classified yet`,
  menu: (name: string) => `More about ${name}`,
  showNew: (n: number) => `Not classified yet (${formatNumber(n)})`,
  showClassified: (n: number) => `Classified (${formatNumber(n)})`,
  showFailed: (n: number) => `Failed (${formatNumber(n)})`,
  rescan: 'Look for new pictures',
  locate: 'Locate folder…',
  forget: 'Remove from library…',
  moved: (name: string, folder: string) => `${name} is now ${folder}`,
  unfamiliar: {
    title: 'Is this the folder?',
    found: (path: string, folder: string, familiar: number, lookedFor: number) =>
      `${familiar === 0 ? 'None' : `Only ${formatNumber(familiar)}`} of ${formatCount(lookedFor, 'picture')} of ${path} that were looked for ` +
      `${familiar === 1 ? 'is' : 'are'} in ${folder}.`,
    explained:
      'If you go on, what is not in this folder counts as gone the next time it is looked through. Tags stay with the contents.',
    confirm: 'It is the folder',
    cancel: 'Cancel',
  },
} as const;
