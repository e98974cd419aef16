import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ELECTRON_VERSION } from '../runtime/place.ts';
import { openDisplay } from '../xvfb.ts';
import { sourcePhotos } from '../../bench/pictures.ts';
import { figureTable, type Figure } from './figures.ts';
import { measureRun } from './run.ts';
import { measureScroll } from './scroll.ts';
import { measureSearch } from './search.ts';
import { measureStart } from './start.ts';

// `npm run bench:app [-- --small] [start] [run] [scroll] [search]`: every part without an argument; `--small` only shows
// that it works. A real window on a display without a screen: what a graphics card does for a person, this processor does.

const { values, positionals } = parseArgs({
  options: { small: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const sizes = values.small
  ? { library: 2000, million: 5000, pictures: 60, rounds: 1 }
  : { library: 100_000, million: 1_000_000, pictures: 1000, rounds: 3 };

const parts: Readonly<Record<string, (display: string) => Promise<readonly Figure[]>>> = {
  start: (display) => measureStart(display, sizes.library, sizes.rounds),
  run: (display) => measureRun(display, sourcePhotos(), sizes.pictures, sizes.rounds),
  scroll: (display) => measureScroll(display, sizes.library),
  search: (display) => measureSearch(display, sizes.million, 10 * sizes.rounds),
};
const names = positionals.length > 0 ? positionals : Object.keys(parts);
const unknown = names.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  say(`No part is called ${unknown.join(', ')}: ${Object.keys(parts).join(', ')}.`);
  process.exit(1);
}

const root = path.join(import.meta.dirname, '..', '..', '..');
execFileSync(process.execPath, [path.join(root, 'esbuild.config.js')], { cwd: root, stdio: 'inherit' });
const gigabytes = (os.totalmem() / 1e9).toFixed(1);
say(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.availableParallelism()} cores, ${gigabytes} GB`);
say(`Electron ${ELECTRON_VERSION} on a display without a screen or graphics card`);
const display = await openDisplay();
try {
  const figures: Figure[] = [];
  for (const name of names) {
    say(`Measuring ${name} …`);
    figures.push(...((await parts[name]?.(display.name)) ?? []));
  }
  say(figureTable(figures));
} finally {
  display.stop();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
