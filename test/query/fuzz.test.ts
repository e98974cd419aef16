import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuery } from '../../shared/query/format.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { withoutPlaces } from './places.ts';
import { sixClasses } from './vocabulary.ts';

const pieces = [
  ...['dog', 'cat', 'golden', 'retriever', 'golden retriever', 'giraffe', '"hot dog"', 'and', 'or', 'score', 'é', '🦒'],
  ...['AND', 'OR', 'NOT', '(', ')', '(', ')', '"', '""', '*', ':', '\\', '..'],
  ...[
    'tag:',
    'tag:beach',
    'tag:"a ""b"""',
    'folder:2025*',
    'folder:/a/b/',
    'folder:"/a  "',
    'folder:C:\\',
    'volume:1A-2B',
    'name:"x y"',
    'class:dog',
    'class:"a:b"',
    'is:failed',
    'is:x',
  ],
  ...['taken:2025', 'taken:2025-06..', 'taken:..2025', 'score>=0.5', 'score<0.7', 'score>0.2', 'score<=1', 'rank:any'],
  ...['score>=0.0000001', 'model:b0', 'model:"my ""b0"""', 'score>='],
];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(' ')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('(', 'NOT ', '(NOT ', '"', 'dog OR ', 'tag:'), fc.nat(5000))
    .map(([piece, n]) => piece.repeat(n)),
);

describe('any text', () => {
  it('is read or refused with a place inside it, and never throws', () => {
    fc.assert(
      fc.property(text, (query) => {
        const parsed = parseQuery(query, sixClasses);
        if (parsed.ok) return;
        const { start, end } = parsed.error.place;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(query.length);
        expect(parsed.error.message).not.toBe('');
      }),
      { numRuns: 5000 },
    );
  });

  it('that is read can be written and read again as the same query', () => {
    let read = 0;
    fc.assert(
      fc.property(text, (query) => {
        const first = parseQuery(query, sixClasses);
        if (!first.ok) return;
        read++;
        const written = formatQuery(first.query, first.model);
        const second = parseQuery(written, sixClasses);
        if (!second.ok) throw new Error(`${query} → ${written}: ${second.error.message}`);
        expect(withoutPlaces(second.query), written).toEqual(withoutPlaces(first.query));
        expect(second.model).toBe(first.model);
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(1000);
  });
});
