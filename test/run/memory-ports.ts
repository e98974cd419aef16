import type { ClassifyTask, PictureResult, RunPorts } from '../../main/run/ports.ts';
import { bytesOfPath, displayPath, type FilePath } from '../../shared/file-path.ts';
import type { ContentFacts, PictureOutcome } from '../../shared/run.ts';

type Outcome = PictureOutcome | { readonly kind: 'stopped'; readonly reason: string };
type Settle = (content: ContentFacts) => Promise<'classify' | 'release'>;

/** A catalog of one run in memory, and workers that a test scripts: the run's own logic is what is tested here. */
export interface MemoryPorts extends RunPorts {
  /** Path of each picture by id, in the order of entering. */
  readonly paths: Map<number, FilePath>;
  readonly results: PictureResult[];
  /** Pictures marked and without a result. */
  readonly marked: Map<number, { alone: boolean; handed: boolean }>;
  /** What happened, in order: `mark a.jpg alone`, `classify a.jpg`, `record a.jpg reused`. */
  readonly story: string[];
  readonly offline: number[];
  swept: number;
}

export function classified(content: ContentFacts): Outcome {
  return {
    kind: 'classified',
    content,
    classification: {
      facts: { width: 1, height: 1, takenAt: null },
      format: 'jpeg',
      warning: null,
      scores: [{ index: 1, score: 1 }],
    },
  };
}

export function contentOf(digest: string): ContentFacts {
  return { digest, size: 1, mtimeNs: 1n };
}

export function createMemoryPorts(options: {
  readonly capacity: number;
  readonly classify: (name: string, settle: Settle, task: ClassifyTask) => Promise<Outcome>;
  readonly inherited?: readonly FilePath[];
}): MemoryPorts {
  const ids = new Map<string, number>();
  const byDigest = new Map<string, number>();
  const digests = new Map<number, string>();
  const idOf = (path: FilePath): number => {
    const key = Buffer.from(bytesOfPath(path)).toString('hex');
    const id = ids.get(key) ?? ids.size + 1;
    ids.set(key, id);
    ports.paths.set(id, path);
    return id;
  };
  const name = (picture: number): string => displayPath(ports.paths.get(picture)!);
  const ports: MemoryPorts = {
    capacity: options.capacity,
    paths: new Map(),
    results: [],
    marked: new Map(),
    story: [],
    offline: [],
    swept: 0,
    classify: async (task, settle) => {
      ports.story.push(`classify ${name(task.picture)}`);
      await task.alone?.onHanded();
      return options.classify(name(task.picture), settle, task);
    },
    beginScan: () => Promise.resolve(),
    enterFiles: (_root, files) =>
      Promise.resolve(
        files.map(({ path }) => {
          const picture = idOf(path);
          const result = ports.results.find((done) => done.picture === picture && done.kind !== 'returned');
          return { kind: result === undefined ? 'pending' : 'unchanged', picture, path } as const;
        }),
      ),
    seeOthers: () => Promise.resolve(),
    hasPresentPictures: () => Promise.resolve(ports.paths.size > 0),
    setRootState: (root, state) => {
      if (state === 'offline') ports.offline.push(root);
      return Promise.resolve();
    },
    sweep: (scopes) => {
      ports.swept += scopes.length;
      return Promise.resolve({ vanished: 0, moved: 0 });
    },
    inheritedMarks: () =>
      Promise.resolve((options.inherited ?? []).map((path) => ({ picture: idOf(path), root: 1, path }))),
    markInFlight: (pictures, alone) => {
      for (const picture of pictures) {
        ports.story.push(`mark ${name(picture)}${alone ? ' alone' : ''}`);
        ports.marked.set(picture, { alone, handed: false });
      }
      return Promise.resolve();
    },
    markHanded: (picture) => {
      ports.marked.get(picture)!.handed = true;
      return Promise.resolve();
    },
    settleContent: (picture, { digest }) => {
      digests.set(picture, digest);
      return Promise.resolve({ picture, reuse: byDigest.get(digest) ?? null });
    },
    recordResults: (results) => {
      for (const result of results) {
        ports.results.push(result);
        ports.marked.delete(result.picture);
        ports.story.push(`record ${name(result.picture)} ${result.kind}`);
        if (result.kind === 'classified') byDigest.set(digests.get(result.picture)!, result.picture);
      }
      return Promise.resolve();
    },
  };
  return ports;
}
