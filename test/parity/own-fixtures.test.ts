import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildArchitecture, type ArchitectureOptions } from '../../main/efficientnet/build-architecture.ts';
import { comparedEngines } from './engines.ts';
import { deviation, TOLERANCE, type Reference } from './reference.ts';

/** A small network of test/fixtures/parity: what makes it, and its reference logits. */
type Fixture = Reference & Omit<ArchitectureOptions, 'dropout'>;

const folder = path.join(import.meta.dirname, '../fixtures/parity');

function fixture(name: string): Fixture {
  return JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Fixture;
}

const cases = comparedEngines.flatMap(([engineName, engine]) =>
  ['same', 'symmetric', 'lite-same', 'lite-symmetric'].map((name) => [name, engineName, engine] as const),
);

describe.each(cases)('the small network %s on %s', (name, _, engine) => {
  const reference = fixture(name);
  const options: ArchitectureOptions = { ...reference, dropout: 0.2 };

  it('gives the reference’s logits', async () => {
    expect(await deviation(buildArchitecture(options), reference, engine)).toBeLessThanOrEqual(TOLERANCE);
  });

  it('would be seen with the other padding', async () => {
    const padding = options.padding === 'same' ? 'symmetric' : 'same';
    expect(await deviation(buildArchitecture({ ...options, padding }), reference, engine)).toBeGreaterThan(
      10 * TOLERANCE,
    );
  });

  it('would be seen with another epsilon', async () => {
    const epsilon = options.epsilon === 1e-3 ? 1e-5 : 1e-3;
    expect(await deviation(buildArchitecture({ ...options, epsilon }), reference, engine)).toBeGreaterThan(TOLERANCE);
  });
});
