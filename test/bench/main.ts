import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { jpegsOf, makeDistinctJpegs, measurePipeline } from './pictures.ts';
import { measureRescan } from './rescan.ts';
import { measureSearch } from './search.ts';

// `npm run bench [pictures] [rescan] [search]`: every part without an argument. Ratios are of figures of one run.

const root = path.join(import.meta.dirname, '..', '..');
const samples = path.join(root, 'assets', 'samples');
const smallest = [...jpegsOf(samples)].sort((a, b) => statSync(a).size - statSync(b).size)[0]!;
const parts = process.argv.length > 2 ? process.argv.slice(2) : ['pictures', 'rescan', 'search'];
const onnxruntime = JSON.parse(
  readFileSync(path.join(root, 'node_modules', 'onnxruntime-node', 'package.json'), 'utf8'),
) as { version: string };
const gigabytes = (os.totalmem() / 1e9).toFixed(1);
say(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.availableParallelism()} cores, ${gigabytes} GB`);
say(`Node ${process.versions.node}, ONNX Runtime ${onnxruntime.version}`);

for (const part of parts) {
  if (part === 'pictures') await measurePictures();
  else if (part === 'rescan') print(withScratch((scratch) => measureRescan(smallest, 10_000, scratch)));
  else if (part === 'search') for (const figure of await measureSearch(1_000_000)) print(figure);
  else {
    say(`No part is called ${part}: pictures, rescan, search.`);
    process.exitCode = 1;
  }
}

async function measurePictures(): Promise<void> {
  const photos = path.join(root, '..', 'shared', 'photos');
  if (!existsSync(photos)) say('No ../shared/photos here: the samples repeated instead.');
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'classifold-bench-'));
  try {
    const sources = jpegsOf(existsSync(photos) ? photos : samples);
    print(await measurePipeline(makeDistinctJpegs(sources, 2000, path.join(scratch, 'photos')), scratch));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function withScratch<T>(measure: (scratch: string) => T): T {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'classifold-bench-'));
  try {
    return measure(scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function print(figures: object): void {
  say(JSON.stringify(figures));
}
