import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..', '..');

/** Markdown files of the top level and below docs/. */
function pages(): readonly string[] {
  const inFolder = (folder: string, recursive: boolean): string[] =>
    readdirSync(path.join(root, folder), { recursive, encoding: 'utf8' }).map((name) => path.join(folder, name));
  return [...inFolder('.', false), ...inFolder('docs', true)].filter((name) => name.endsWith('.md'));
}

/** Targets of links and pictures, without those to other hosts. */
function relativeLinks(markdown: string): readonly string[] {
  const code = /^```[\s\S]*?^```|`[^`\n]*`/gmu;
  const targets = [...markdown.replaceAll(code, '').matchAll(/\]\(([^()\s]+)\)/gu)].map(([, target]) => target!);
  return targets.filter((target) => !/^[a-z]+:/u.test(target));
}

/** As GitHub names the anchors of headings. */
function anchors(markdown: string): ReadonlySet<string> {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gmu)].map(([, heading]) => heading!);
  const kept = /[^\p{L}\p{N}\s_-]/gu;
  return new Set(headings.map((heading) => heading.toLowerCase().replaceAll(kept, '').replaceAll(/\s/gu, '-')));
}

/** Links of a page that lead nowhere. */
function broken(page: string): readonly string[] {
  const read = (file: string): string => readFileSync(file, 'utf8');
  const here = path.join(root, page);
  return relativeLinks(read(here)).filter((link) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? here : path.join(path.dirname(here), file);
    if (!existsSync(target)) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchors(read(target)).has(anchor);
  });
}

describe('relative links', () => {
  it('are found in the pages', () => {
    expect(pages().length).toBeGreaterThan(30);
    expect(relativeLinks('[a](b.md) ![c](d.svg) [e](https://f) `[g](h)`')).toEqual(['b.md', 'd.svg']);
  });

  it.each(pages())('of %s lead somewhere', (page) => {
    expect(broken(page)).toEqual([]);
  });
});
