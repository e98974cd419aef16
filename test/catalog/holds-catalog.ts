import { openCatalog } from '../../main/catalog/open.ts';

// A program that writes a catalog until it is killed: run by the tests of the lock, as a process of its own.
const opened = await openCatalog(process.argv[2] ?? '', { mode: 'write' });
if (!opened.ok) throw new Error(opened.failure.message);
await opened.catalog.setSetting('holder', String(process.pid));
process.stdout.write('open\n');
setInterval(() => undefined, 1000);
