// What is wrong with a model's folder or a file in it: clauses that follow its name, or a field's in its manifest.

const WAY_OUT =
  'copy it again, or have it again from where it came, by Classifold’s installer, an installation or an import';

export const modelFaultTexts = {
  missing: 'is missing',
  forbidden: 'may not be read by this account',
  notRead: (reason: string) => `cannot be read: ${reason}`,
  notRegular: 'is not a regular file',
  manifestTooLarge: 'is larger than 1 MiB',
  otherSize: (bytes: number, expected: number) => `has ${bytes} bytes where the manifest says ${expected}: ${WAY_OUT}`,
  sameId: (id: string, folder: string) =>
    `has the id ${id} of the model in ${folder}, which is used: give one of them another id`,
  otherDigest: `is not the file the manifest describes (its SHA-256 differs): ${WAY_OUT}`,
  claimsTooMuch: (bytes: number, name: string) => `claims ${bytes} bytes for ${name}`,
  otherNetwork: 'is not of this network',
  firstOf: (first: string, others: number) => (others === 0 ? first : `${first} (and ${others} more)`),
  noPlainFileName: 'must be a plain file name, without folders',
  badEnding: 'must not end in a dot or a space',
  smallerThanSquare: 'must be at least inputSize: the square is cut from the resized picture',
  noShortName: 'must be lower-case letters, digits and single - _ .',
  otherLayout: 'is a layout this version does not read; it reads 1',
  noDigest: 'must be 64 lower-case hexadecimal digits',
  notJson: (reason: string) => `is not JSON: ${reason}`,
  noClass: 'gave no class',
  doesNotClassify: (reason: string) => `does not classify a test picture: ${reason}`,
  notMade: (reason: string) => `cannot be made: ${reason}`,
  otherNetworkThan: (variant: string, classes: number, expected: string, expectedClasses: number) =>
    `holds ${variant} with ${classes} classes, not ${expected} with ${expectedClasses}`,
  inTheWay: (id: string) => `is where ${id} would be, and is not that model: move it elsewhere`,
  notMovedIn: (reason: string) => `cannot be put in place: ${reason}`,
  notRemoved: (reason: string) => `cannot be removed: ${reason}`,
} as const;

/** What that begins with of one that somebody publishes. */
function publishedBy(name: string, publisher: string): string {
  return `${name} as published by ${publisher}: `;
}

/** Where a model is from, as its manifest says. */
export const modelSourceTexts = {
  imported: (file: string, origin: string) => `Imported from ${file}, a network of ${origin}`,
  published: (name: string, publisher: string, from: string, sha256: string) =>
    `${publishedBy(name, publisher)}${from}, SHA-256 ${sha256}`,
  publishedBy,
  fileOf: (publisher: string) => `a file of ${publisher}`,
} as const;
