/** Pictures looked at in one statement, at most. */
export const LARGEST_BATCH = 4096;

/** So many at a time: few at first, where few are wanted. */
export function* batches<Item>(items: Iterable<Item>, limit: number): Generator<readonly Item[], void, undefined> {
  let size = Math.min(LARGEST_BATCH, Math.max(64, limit));
  let batch: Item[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
    size = Math.min(LARGEST_BATCH, size * 2);
  }
  if (batch.length > 0) yield batch;
}
