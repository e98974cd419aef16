import type { RootDescription } from '../catalog/reader-answers.ts';
import { lookUpNamedPath } from '../run/named-path.ts';
import { answer } from './answer.ts';
import type { Connections } from './connections.ts';
import type { Core } from './host-contract.ts';
import { isEmpty } from './placing.ts';

/** A disk that has to spin up first answers within this; a server that is gone answers after minutes, or never. */
const ANSWERS_WITHIN_MS = 5_000;
/** Each such question holds a thread of the process until it is answered: so many of its four, and no more. */
const MOST_UNANSWERED = 2;

/**
 * Looks whether the roots are there, as a run does before it scans: one that is absent, or of which an empty folder is
 * left, goes offline, and one that is there again comes back. Of a root whose file system does not answer nothing is
 * said, and it is not asked again before it has.
 */
export function createRootLook(
  connections: Connections,
  look: typeof lookAtRoot = lookAtRoot,
  answersWithinMs = ANSWERS_WITHIN_MS,
): Core['lookAtRoots'] {
  const unanswered = new Set<number>();

  async function isThere(root: RootDescription, roots: readonly RootDescription[]): Promise<boolean | null> {
    if (unanswered.has(root.root) || unanswered.size >= MOST_UNANSWERED) return null;
    unanswered.add(root.root);
    const looking = look(root, roots).finally(() => unanswered.delete(root.root));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => {
        resolve(null);
      }, answersWithinMs);
    });
    try {
      return await Promise.race([looking, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  return async (mayChange) => {
    const opened = await connections.existing();
    if (!opened.ok) return opened;
    // Roots come with counts of their pictures.
    const counter = await connections.counter();
    if (!counter.ok) return counter;
    const roots = await counter.value.roots(null);
    let changed = 0;
    for (const root of roots) {
      const there = await isThere(root, roots);
      const state = there === null ? root.state : there ? 'online' : 'offline';
      if (state === root.state) continue;
      if (!mayChange()) break;
      await opened.value.writer.setRootState(root.root, state);
      changed += 1;
    }
    return answer({ changed });
  };
}

/** Whether a root is there. Null: that cannot be told. */
export async function lookAtRoot(root: RootDescription, roots: readonly RootDescription[]): Promise<boolean | null> {
  const { path, volume, present } = root;
  const looked = await lookUpNamedPath(path, '/');
  if (!looked.ok || looked.named.kind !== 'folder') return false;
  const isAlone = roots.every((other) => other === root || other.path !== path);
  const isKnown = volume !== '' && looked.named.volume !== '';
  if (isKnown && volume !== looked.named.volume) return false;
  // Of two volumes that take turns at one place, only what they are called tells which one it is.
  if (!isKnown && !isAlone) return null;
  return present === 0 || !(await isEmpty(path));
}
