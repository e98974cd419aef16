import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModelFolder } from '../../main/model/model-folder.ts';
import { readTaxonomy } from '../../main/taxonomy/taxonomy.ts';
import { classifyWithBundledModel } from './bundled-pipeline.ts';

const assets = join(import.meta.dirname, '../../assets');
const samples = join(assets, 'samples');

/** What is to be seen in each sample, as a person would say it in the model's words. */
const SUBJECTS: Readonly<Record<string, string>> = {
  'aqueduct.webp': 'viaduct',
  'bison.webp': 'bison',
  'castle.webp': 'castle',
  'cat.png': 'tiger cat',
  'espresso.jpg': 'espresso',
  'german-shepherd.webp': 'German shepherd',
  'giant-panda.webp': 'giant panda',
  'goldfish.webp': 'goldfish',
  'hens.webp': 'hen',
  'jaguar.webp': 'jaguar',
  'koala.jpg': 'koala',
  'polar-bear.webp': 'ice bear',
  'red-panda.webp': 'lesser panda',
  'ring-tailed-lemur.webp': 'Madagascar cat',
  'summer-palace.jpg': 'palace',
};

describe('the sample pictures', () => {
  it('are each classified as what they show, above the threshold', async () => {
    const files = readdirSync(samples).filter((name) => name !== 'README.md');
    expect(files.sort()).toEqual(Object.keys(SUBJECTS));
    const read = await readTaxonomy(join(assets, 'taxonomy'), 'imagenet-1k');
    if (!read.ok) throw new Error(read.reason);
    const results = await classifyWithBundledModel(files.map((file) => join(samples, file)));
    const labels = results.map(([first]) => (first === undefined ? null : read.taxonomy.label(first.index)));
    expect(Object.fromEntries(files.map((file, index) => [file, labels[index]]))).toEqual(SUBJECTS);
    const model = await readModelFolder(join(assets, 'models/efficientnet-lite0'));
    const threshold = model.ok ? model.model.manifest.threshold : NaN;
    for (const [first] of results) expect(first?.score).toBeGreaterThan(threshold);
  });
});
