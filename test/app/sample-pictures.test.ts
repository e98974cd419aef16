import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepSamples, keptSampleBytes, removeKeptSamples } from '../../main/app/sample-pictures.ts';
import { samples } from '../cli/classifold.ts';

let folder: string;
let bundled: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'samples-'));
  bundled = path.join(folder, 'image');
  cpSync(samples, bundled, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('sample pictures', () => {
  it('stay where a library finds them when the application lies somewhere else', async () => {
    const kept = path.join(folder, 'person', 'samples');
    expect(await keepSamples({ bundled, kept })).toBe(kept);
    // A second time, as after an update.
    expect(await keepSamples({ bundled, kept })).toBe(kept);
    expect(readdirSync(kept)).toEqual(readdirSync(samples));
    rmSync(bundled, { recursive: true });
    const [first = ''] = readdirSync(kept);
    expect(readFileSync(path.join(kept, first))).toEqual(readFileSync(path.join(samples, first)));
  });

  it('are deleted where they are copies, and nothing beside them', async () => {
    const places = { bundled, kept: path.join(folder, 'person', 'samples') };
    expect(await keptSampleBytes(places)).toBe(0);
    await keepSamples(places);
    expect(await keptSampleBytes(places)).toBeGreaterThan(1e6);
    const own = path.join(places.kept, 'my own.jpg');
    writeFileSync(own, 'mine');
    await removeKeptSamples(places);
    expect(readdirSync(places.kept)).toEqual(['my own.jpg']);
    rmSync(own);
    await removeKeptSamples(places);
    expect(existsSync(places.kept)).toBe(false);

    const same = { bundled, kept: bundled };
    expect(await keptSampleBytes(same)).toBe(0);
    await removeKeptSamples(same);
    expect(readdirSync(bundled)).toEqual(readdirSync(samples));
  });

  it('are looked at where they are if that is for good, or if they cannot be copied', async () => {
    expect(await keepSamples({ bundled, kept: bundled })).toBe(bundled);
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(await keepSamples({ bundled, kept: path.join(file, 'samples') })).toBe(bundled);
  });
});
