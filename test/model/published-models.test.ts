import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { originsOf } from '../../main/checkpoint/origins.ts';
import { expectedBytes, mostBytes, readPublishedModels } from '../../main/model/published-models.ts';
import { VARIANT_IDS } from '../../shared/variant.ts';
import { projectRoot } from '../cli/classifold.ts';

const list = path.join(projectRoot, 'assets', 'models', 'published-models.json');
const licence = (file: string): string =>
  readFileSync(path.join(projectRoot, 'assets', 'licences', 'weights', file), 'utf8');

describe('the list of published models', () => {
  it('has every network that does not come along, each id once', async () => {
    const models = await readPublishedModels(list);
    const ids = models.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const variants = new Set(models.map(({ variant }) => variant));
    expect(VARIANT_IDS.filter((variant) => !variants.has(variant))).toEqual(['lite0']);
  });

  it('says of each where its facts are from, and has the beginning of the digest that the file is named by', async () => {
    for (const model of await readPublishedModels(list)) {
      for (const found of model.found) expect(found).toMatch(/^[\w-]+\/[\w-]+ [0-9a-f]{40} \S+$/);
      expect(new URL(model.url).pathname).toContain(`-${model.sha256}.pth`);
      expect(originsOf(model.origin === 'torchvision' ? 'torchvision' : 'timm', model.variant)).toContain(model.origin);
      for (const { licence: named } of [model, ...model.otherFiles]) {
        expect(licence(named.file)).toContain(named.name === 'Apache-2.0' ? 'Apache' : 'BSD 3-Clause');
      }
    }
  });

  it('has sizes that its networks can have', async () => {
    for (const model of await readPublishedModels(list)) {
      const computed = expectedBytes({ ...model, bytes: null, mebibytes: null }).bytes;
      const stated = expectedBytes(model);
      expect(stated.bytes / computed).toBeGreaterThan(0.99);
      expect(stated.bytes / computed).toBeLessThan(1.05);
      expect(mostBytes(model)).toBeGreaterThan(stated.bytes);
    }
  });

  it('is the table of docs/models.md', async () => {
    const rows = (await readPublishedModels(list)).map((model) => {
      const { id, publisher, mebibytes, top1, top1At, sha256 } = model;
      const size = mebibytes === null ? 'not stated' : `${mebibytes} MiB`;
      const seen = model.isDownloadSeen ? '' : '*not downloaded here*';
      return `| \`${id}\` | ${publisher} | ${model.licence.name} | ${size} | ${top1} | ${top1At} | \`${sha256}\` | ${seen} |`;
    });
    expect(readFileSync(path.join(projectRoot, 'docs', 'models.md'), 'utf8')).toContain(rows.join('\n'));
  });
});
