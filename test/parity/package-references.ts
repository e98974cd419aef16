import { existsSync } from 'node:fs';
import path from 'node:path';
import { referenceFiles } from './compare-folder.ts';

const given = path.join(import.meta.dirname, '../../../shared/parity');
const own = path.join(import.meta.dirname, '../fixtures/parity/packages');

/** Whether reference logits of the published packages lie beside the checkout. */
export const hasGivenReferences = existsSync(given);

/** Up to B3 and Lite2: about a second each. */
const SMALL = /(?:b[0-3]|lite[0-2])(?:--\w+)?\.json$/;

const all = hasGivenReferences ? referenceFiles(given) : [];

/** Files beside the checkout, in two halves by the size of their networks. */
export const smallReferences = all.filter((file) => SMALL.test(file));
export const largeReferences = all.filter((file) => !SMALL.test(file));

/** Files of the project's own. */
export const ownReferences = referenceFiles(own);
