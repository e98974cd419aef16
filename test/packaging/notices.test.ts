import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeNotices } from '../../main/packaging/notices.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

describe('THIRD-PARTY-NOTICES.md', () => {
  it('has a notice for every package inside; `node main/packaging/write-notices.ts` brings it up to date', async () => {
    const committed = readFileSync(path.join(root, 'THIRD-PARTY-NOTICES.md'), 'utf8');
    expect(await writeNotices(committed)).toBe(committed);
    // One of each kind: in the window, in a program, beside the bundles.
    for (const name of ['@mantine/core', 'protobufjs', 'better-sqlite3']) expect(committed).toContain(`${name} `);
  });
});
