/** A name as names are compared: in NFC and lower case, so that `été` and a Mac's decomposed `Été` are one. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
