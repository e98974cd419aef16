// `node main/packaging/write-notices.ts`: brings THIRD-PARTY-NOTICES.md up to the packages that are used now.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeNotices } from './notices.ts';

const file = path.resolve(import.meta.dirname, '..', '..', 'THIRD-PARTY-NOTICES.md');
writeFileSync(file, await writeNotices(readFileSync(file, 'utf8')));
