import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesToDecode } from '../../main/picture/decoding-memory.ts';
import type { OpenedModel, WorkerParts } from '../../main/worker/ports.ts';
import type { FromWorker, ToWorker, WorkerStart } from '../../main/worker/protocol.ts';
import { runWorker } from '../../main/worker/run-worker.ts';
import { workerParts } from '../../main/worker/worker-parts.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const samples = path.join(root, 'assets', 'samples');
const pictures = readdirSync(samples)
  .filter((name) => name.endsWith('.webp'))
  .map((name) => path.join(samples, name));

/** The picture of which somebody wants a thumbnail. */
const WITH_THUMBNAIL = 4711;

let cacheDir: string;
/** In a folder that is not there yet. */
let thumbnailFile: string;
let opened: Extract<OpenedModel, { ok: true }>;
let start: WorkerStart;
beforeAll(async () => {
  cacheDir = mkdtempSync(path.join(tmpdir(), 'worker-'));
  thumbnailFile = path.join(cacheDir, 'thumbnails', 'ab', 'abcd');
  start = {
    kind: 'start',
    engine: 'onnxruntime:cpu',
    modelFolder: path.join(root, 'assets', 'models', 'efficientnet-lite0'),
    cacheDir,
    threads: 1,
    decoders: 2,
    batch: 4,
    k: 5,
    memoryBytes: 4e9,
    allDecoders: 2,
    maxFileBytes: 1e8,
  };
  const model = await workerParts.openModel(start);
  if (!model.ok) throw new Error(model.reason);
  opened = model;
});
afterAll(async () => {
  await opened.session.dispose();
  rmSync(cacheDir, { recursive: true });
});

/**
 * A worker with the real parts in this process; `log` holds what it said, in order. `leave`: how long a message takes
 * to leave it.
 */
function startWorker(
  parts: Partial<WorkerParts> = {},
  settings: Partial<WorkerStart> = {},
  leave: (message: FromWorker) => Promise<void> = () => Promise.resolve(),
): {
  readonly log: FromWorker[];
  readonly tell: (message: ToWorker) => void;
  /** Resolves when so many pictures are done. */
  readonly done: (count: number) => Promise<void>;
} {
  const log: FromWorker[] = [];
  let listener: (message: ToWorker) => void = () => undefined;
  let heard: () => void = () => undefined;
  runWorker(
    { ...workerParts, openModel: () => Promise.resolve(opened), ...parts },
    {
      send: (message) => {
        log.push(message);
        if (message.kind === 'content') {
          const { id } = message;
          const thumbnail = id === WITH_THUMBNAIL ? thumbnailFile : null;
          listener({ kind: 'answer', id, decision: 'classify', thumbnail });
        }
        heard();
        return leave(message);
      },
      onMessage: (called) => {
        listener = called;
      },
      end: () => undefined,
    },
  );
  listener({ ...start, ...settings });
  return {
    log,
    tell: (message) => {
      listener(message);
    },
    done: async (count) => {
      while (log.filter(({ kind }) => kind === 'done').length < count) {
        await new Promise<void>((resolve) => (heard = resolve));
      }
    },
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function takePictures(
  { tell, done, log }: ReturnType<typeof startWorker>,
  paths: readonly string[],
): Promise<readonly FromWorker[]> {
  await turn();
  for (const [id, picture] of paths.entries()) tell({ kind: 'picture', id, path: picture });
  await done(paths.length);
  return log;
}

describe('a worker', () => {
  it('announces each step of a picture before it, and says what came of it', async () => {
    const [picture = ''] = pictures;
    const log = await takePictures(startWorker(), [picture]);
    expect(log.map(({ kind }) => kind)).toEqual([
      'ready',
      'reading',
      'content',
      'decoding',
      'waiting',
      'computing',
      'done',
    ]);
    expect(log[0]).toEqual({ kind: 'ready', cacheProblem: null });
    const digest = createHash('sha256').update(readFileSync(picture)).digest('hex');
    expect(log.find(({ kind }) => kind === 'content')).toMatchObject({ content: { digest } });
    expect(log.at(-1)).toMatchObject({ id: 0, outcome: { kind: 'classified', content: { digest } } });
  });

  it('writes a thumbnail of the picture that somebody wants one of, and says so', async () => {
    const [picture = ''] = pictures;
    const { tell, done, log } = startWorker();
    await turn();
    tell({ kind: 'picture', id: 1, path: picture });
    tell({ kind: 'picture', id: WITH_THUMBNAIL, path: picture });
    await done(2);
    const thumbnails = log.filter((message) => message.kind === 'thumbnail');
    expect(thumbnails.map(({ id }) => id)).toEqual([WITH_THUMBNAIL]);
    const jpeg = readFileSync(thumbnailFile);
    // The beginning of a JPEG.
    expect([...jpeg.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(thumbnails[0]!.bytes).toBe(jpeg.length);
    // Nothing is left of what was written aside.
    expect(readdirSync(path.dirname(thumbnailFile))).toEqual([path.basename(thumbnailFile)]);
  });

  it('touches neither decoder nor session before the announcement is out', async () => {
    const [picture = ''] = pictures;
    const out: string[] = [];
    const worker = startWorker(
      {
        decodePicture: (...args) => {
          expect(out).toContain('decoding');
          return workerParts.decodePicture(...args);
        },
        openModel: () =>
          Promise.resolve({
            ...opened,
            session: {
              ...opened.session,
              run: (images, n) => {
                expect(out).toContain('computing');
                return opened.session.run(images, n);
              },
            },
          }),
      },
      {},
      async ({ kind }) => {
        for (let at = 0; at < 20; at++) await turn();
        out.push(kind);
      },
    );
    await takePictures(worker, [picture]);
    expect(out).toContain('decoding');
    expect(out).toContain('computing');
  });

  it('decodes no more pictures at a time than it has decoders', async () => {
    let inside = 0;
    let most = 0;
    const worker = startWorker({
      decodePicture: async (...args) => {
        most = Math.max(most, ++inside);
        const decoded = await workerParts.decodePicture(...args);
        inside -= 1;
        return decoded;
      },
    });
    await takePictures(worker, pictures);
    expect(most).toBe(2);
  });

  it('fills batches with what is ready and waits for nothing', async () => {
    let decoded = 0;
    let isCalled = false;
    const worker = startWorker(
      {
        decodePicture: async (...args) => {
          const result = await workerParts.decodePicture(...args);
          // One is ready before the others.
          while (decoded > 0 && !isCalled) await turn();
          decoded += 1;
          return result;
        },
        openModel: () =>
          Promise.resolve({
            ...opened,
            session: {
              ...opened.session,
              // The first call takes as long as all the others' decoding.
              run: async (images, n) => {
                isCalled = true;
                while (decoded < 9) await turn();
                await turn();
                return opened.session.run(images, n);
              },
            },
          }),
      },
      { batch: 3 },
    );
    const log = await takePictures(worker, pictures.slice(0, 9));
    const batches = log.flatMap((message) => (message.kind === 'computing' ? [message.ids.length] : []));
    expect(batches).toEqual([1, 3, 3, 2]);
  });

  it('lets reads and decodes go on to their next thread before each call of a session that blocks', async () => {
    let turns = 0;
    const ticker = (): void => {
      turns += 1;
      immediate = setImmediate(ticker);
    };
    let immediate = setImmediate(ticker);
    let decoded = 0;
    const turnsAtCalls: number[] = [];
    const worker = startWorker(
      {
        decodePicture: async (...args) => {
          const result = await workerParts.decodePicture(...args);
          decoded += 1;
          return result;
        },
        openModel: () =>
          Promise.resolve({
            ...opened,
            session: {
              ...opened.session,
              run: async (_images, n) => {
                turnsAtCalls.push(turns);
                // Several are ready after the first call; from then on nothing is heard while a call lasts.
                if (turnsAtCalls.length === 1) while (decoded < 4) await turn();
                else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
                return new Float32Array(n * opened.classes);
              },
            },
          }),
      },
      { batch: 1 },
    );
    await takePictures(worker, pictures);
    clearImmediate(immediate);
    expect(turnsAtCalls).toHaveLength(pictures.length);
    // The event loop had a turn between any two.
    expect(new Set(turnsAtCalls).size).toBe(pictures.length);
  });

  it('holds no more bytes of files than its share of memory, and at least one file', async () => {
    let held = 0;
    let mostFiles = 0;
    const worker = startWorker(
      {
        readPictureFile: (file, options) => {
          const admit = async (size: number): Promise<void> => {
            await options.admit?.(size);
            mostFiles = Math.max(mostFiles, ++held);
          };
          return workerParts.readPictureFile(file, { ...options, admit });
        },
        decodePicture: async (...args) => {
          const decoded = await workerParts.decodePicture(...args);
          held -= 1;
          return decoded;
        },
      },
      { memoryBytes: 80_000 },
    );
    const log = await takePictures(worker, pictures);
    expect(mostFiles).toBe(1);
    // Whoever waits for room says so: it is not reading.
    expect(log.some(({ kind }) => kind === 'waiting')).toBe(true);
  });

  it('decodes a picture that takes the memory of all decoders alone, and says that the others wait', async () => {
    const equal = ['bison', 'castle', 'german-shepherd', 'polar-bear'].map((name) =>
      path.join(samples, `${name}.webp`),
    );
    const each = bytesToDecode({ format: 'webp', width: 1024, height: 768 }, opened.preprocessing);
    let inside = 0;
    let most = 0;
    const worker = startWorker(
      {
        decodePicture: async (bytes, options, file) => {
          const admit = async (needed: number): Promise<void> => {
            await options.admit?.(needed);
            most = Math.max(most, ++inside);
            // The first stays until another would come in.
            while (!worker.log.some(({ kind }) => kind === 'waiting')) await turn();
          };
          const decoded = await workerParts.decodePicture(bytes, { ...options, admit }, file);
          inside -= 1;
          return decoded;
        },
      },
      // Half of it is for decoding: one and a half of these.
      { memoryBytes: 3 * each },
    );
    const log = await takePictures(worker, equal);
    expect(most).toBe(1);
    const outcomes = log.flatMap((message) => (message.kind === 'done' ? [message.outcome.kind] : []));
    expect(outcomes).toEqual(Array(4).fill('classified'));
    // A second announcement of a step follows a wait.
    const stepsOf = (id: number): string =>
      log.flatMap((message) => ('id' in message && message.id === id ? [message.kind] : [])).join(' ');
    expect([0, 1, 2, 3].some((id) => stepsOf(id).includes('decoding waiting decoding'))).toBe(true);
  });

  it('makes room again where a file that was let in cannot be read', async () => {
    const [first = '', second = '', third = ''] = pictures;
    const worker = startWorker(
      {
        readPictureFile: async (file, options) => {
          const read = await workerParts.readPictureFile(file, options);
          const failure = { kind: 'read-error', detail: 'The file changed while it was being read.' } as const;
          return file === first ? { ok: false, failure } : read;
        },
      },
      { memoryBytes: 80_000 },
    );
    // Each of the others waits for the one before it; with so little memory all are too large to decode.
    const log = await takePictures(worker, [first, second, third]);
    const outcomes = log.flatMap((message) => (message.kind === 'done' ? [message.outcome] : []));
    const kinds = outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.failure.kind : outcome.kind));
    // Who is first to be let in is a matter of moments.
    expect(kinds.sort()).toEqual(['read-error', 'too-large', 'too-large']);
  });

  it('says why a model cannot be used, and ends', async () => {
    const said: FromWorker[] = [];
    await new Promise<void>((resolve) => {
      runWorker(workerParts, {
        send: (message) => {
          said.push(message);
          return Promise.resolve();
        },
        onMessage: (listener) => {
          listener({ ...start, modelFolder: path.join(cacheDir, 'nowhere') });
        },
        end: resolve,
      });
    });
    expect(said).toEqual([{ kind: 'load-failed', reason: expect.stringContaining('nowhere') as string }]);
  });
});
