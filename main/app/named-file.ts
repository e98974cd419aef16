import { existsSync } from 'node:fs';

const CSV = '.csv';
const CATALOG = '.sqlite';

// The dialogs of some systems leave a name as it was typed.

/** The CSV that a person means by a name that they typed. */
export function namedCsv(typed: string): string {
  return withExtension(typed, CSV);
}

/** The catalog that a person means by a name that they typed: one that is there is that one, whatever it is called. */
export function namedCatalog(typed: string): string {
  return existsSync(typed) ? typed : withExtension(typed, CATALOG);
}

function withExtension(typed: string, extension: string): string {
  return typed.toLowerCase().endsWith(extension) ? typed : typed + extension;
}
