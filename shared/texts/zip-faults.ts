// What is wrong with a ZIP archive that should hold a checkpoint: clauses that follow the file's name.

export const zipFaultTexts = {
  noCheckpoint: 'is a ZIP archive with no checkpoint in it',
  severalCheckpoints: (n: number) => `has ${n} checkpoints in it: take out the one that is meant`,
  unreadCompression: (name: string) => `has ${name} in a compression that is not read: take it out`,
  largerThanSaid: 'it is larger than the archive says',
  notUnpacked: (name: string, reason: string) => `has ${name}, which cannot be unpacked: ${reason}`,
  notWhole: (name: string) => `has ${name}, which is not whole`,
  damagedDirectory: 'is a ZIP archive with a damaged directory',
  nameNoText: 'is a ZIP archive with an entry whose name is no text',
  twoOfOneName: (name: string) => `is a ZIP archive with two entries of one name, ${name}`,
  encrypted: (name: string) => `has an encrypted entry, ${name}`,
  otherEntryBytes: (name: string, bytes: number, claimed: number) =>
    `has an entry, ${name}, of ${bytes} bytes that claims ${claimed}`,
  overlapsAnother: (name: string) => `has an entry, ${name}, that overlaps another`,
  headersDisagree: (name: string) => `has an entry, ${name}, whose two headers disagree: it is damaged`,
  withoutEnd: 'is a ZIP archive without its end: it is incomplete',
  onePart: 'is one part of a ZIP archive of several',
  damagedEnd: 'is a ZIP archive with a damaged end',
  directoryElsewhere: 'is a ZIP archive whose directory is not where it says',
  tooManyEntries: 'is a ZIP archive of too many entries',
  directoryTooShort: (entries: number) => `is a ZIP archive whose directory is too short for ${entries} entries`,
  reachesIntoDirectory: (name: string) =>
    `has an entry, ${name}, that reaches into the archive’s directory: it is incomplete or damaged`,
} as const;
