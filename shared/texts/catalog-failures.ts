// Why a catalog is not opened, read or written, with the file's name, the reason and the way out.

export const catalogFailureTexts = {
  locked: (file: string) =>
    `Another Classifold program is writing the catalog ${file}. Wait until it is done, or end it.`,
  newer: (file: string, reason: string) =>
    `The catalog ${file} was written by a newer Classifold (${reason}). Update Classifold, or choose another catalog.`,
  older: (file: string, reason: string) =>
    `The catalog ${file} was written by an older Classifold (${reason}). Classify something with it once: that brings it up to date, after a backup.`,
  notACatalog: (file: string, reason: string) =>
    `${file} is not a Classifold catalog (${reason}), and nothing in it was changed. Choose another file.`,
  networkFileSystem: (file: string, reason: string) =>
    `The catalog ${file} lies on a network file system (${reason}), where SQLite's write-ahead log would be damaged. Choose a file on a disk of this machine; the pictures may stay where they are.`,
  unwritable: (file: string, reason: string) =>
    `The catalog ${file} cannot be written (${reason}). Give yourself permission or make room, or choose another file.`,
  unreadable: (file: string, reason: string) =>
    `The catalog ${file} cannot be read (${reason}). Give yourself permission, or choose another file.`,
  missing: (file: string, reason: string) =>
    `There is no catalog at ${file} yet (${reason}). Classify a folder first, or choose another file.`,
  gone: (file: string, reason: string) =>
    `The catalog ${file} is not there any more: its disk was taken out, or the file was moved (${reason}). Bring it back, or choose another file.`,
  damaged: (file: string, reason: string) =>
    `The catalog ${file} is damaged (${reason}). Put a backup in its place, or move it away and classify your folders again: the pictures themselves are untouched.`,
  /** @param reason a sentence */
  noReader: (file: string, reason: string) =>
    `The catalog ${file} cannot be read. ${reason} Free some memory, or install Classifold again.`,

  notRead: (file: string, reason: string) => `The catalog ${file} could not be read: ${reason}`,
  readerDied: (file: string, deaths: number, last: string) =>
    `The process that reads the catalog ${file} died ${deaths} times. Try it again. The last time: ${last}`,
  readerEnded: (how: string, said: string) => `${how}. ${said}`.trim(),
  listInterrupted: (file: string) =>
    `The process that read the catalog ${file} died in the middle of a list. Try it again.`,
  closedBefore: (file: string) => `The catalog ${file} was closed before it answered.`,
  closed: (file: string) => `The catalog ${file} is closed.`,
  notWritten: (file: string, reason: string) => `The catalog ${file} could not be written: ${reason}`,
  /** @param said the end of what it said on standard error; empty where it said nothing */
  writerEnded: (file: string, how: string, said: string) =>
    `The process that writes the catalog ${file} ended by itself (${how}). What was saved before is safe. Try it again.` +
    (said === '' ? '' : ` It said: ${said}`),
} as const;

/** What stands in the parentheses of a sentence above. */
export const catalogReasonTexts = {
  neverClassified: 'nothing was ever classified into it',
  noFile: 'no such file',
  lockHeld: 'its lock is held',
  journal: (mode: string) => `its journal stays "${mode}"`,
  blankInName: 'its name begins or ends with a blank',
  folder: 'it is a folder',
  otherProgram: "another program's database",
  versions: (found: number, latest: number) => `schema ${found}; this Classifold has schema ${latest}`,
  networkShare: 'a network share',
  brokenReferences: (step: number, name: string, table: string) =>
    `step ${step} (${name}) would leave rows of ${table} that refer to nothing`,
} as const;
