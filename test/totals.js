// The last line of .ci/run: the totals that the last `npm test` counted.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** @returns {{ passed: number, failed: number }} */
function lastTotals() {
  try {
    return JSON.parse(readFileSync(path.join(import.meta.dirname, '..', 'out', 'test-totals.json'), 'utf8'));
  } catch {
    // The run ended before it counted anything: that is a failure.
    return { passed: 0, failed: 1 };
  }
}

const { passed, failed } = lastTotals();
console.log(`${passed} passed, ${failed} failed`);
