// Why a table or a drawing could not be written, and the way out.

export const writtenFileTexts = {
  notAFile: (file: string) => `${file} is not a file that can be written over; name another.`,
  stopped: (file: string) => `Stopped; ${file} is as it was before.`,
  noFolder: (folder: string) => `There is no folder ${folder}: create it, or name another.`,
  forbidden: (file: string) => `${file} cannot be written here: no permission. Name another place.`,
  diskFull: (folder: string) => `The disk of ${folder} is full: free some space, or name another place.`,
  unwritable: (file: string, reason: string) => `${file} could not be written: ${reason}.`,
} as const;
