// The real worker, with hazards by file name: real processes that really abort, hang or leave. Native decoders and
// runtimes do these things on damaged files; which file does it on which machine cannot be had to order.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { displayPath, type FilePath } from '../../shared/file-path.ts';
import { REFERENCE_ENGINE, type EngineName } from '../../shared/engine.ts';
import type { Session } from '../../main/engine/engine.ts';
import { workerParts } from '../../main/worker/worker-parts.ts';
import { openParentPort } from '../../main/process/parent-port.ts';
import type { DescribedEngine, OpenedModel, WorkerPort } from '../../main/worker/ports.ts';
import type { WorkerStart } from '../../main/worker/protocol.ts';
import { runWorker } from '../../main/worker/run-worker.ts';
import { MEMORY_WORDS, withMemoryHazard } from './memory-hazard.ts';

/** The word after `hazard-` in a file's name. */
function hazardOf(file: FilePath): string | null {
  return /^hazard-([a-z-]+)/.exec(path.basename(displayPath(file)))?.[1] ?? null;
}

/** As native code does that never returns: this thread hears of nothing any more. */
function blockForever(): never {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('forever came to an end');
}

function fillHeap(): void {
  const held: object[] = [];
  for (;;) held.push(Array.from({ length: 1000 }, () => ({})));
}

const forever = (): Promise<void> => new Promise(() => undefined);

/** As libvips says it of a file whose header promises too much, and of any where memory is short. */
const DECODER_WORDS = 'The jpeg picture could not be decoded: vips_tracked: out of memory -- size == 4096MB.';

/** Whether no process had this file before. */
function isFirst(file: FilePath): boolean {
  const mark = `${displayPath(file)}.tried`;
  if (existsSync(mark)) return false;
  writeFileSync(mark, '');
  return true;
}

/** What happens while the file is read, and while it is decoded. */
const READING: ReadonlyMap<string | null, () => void | Promise<void>> = new Map([
  ['hang-reading', forever],
  ['abort-reading', () => process.abort()],
]);
const DECODING: ReadonlyMap<string | null, () => void | Promise<void>> = new Map([
  ['abort', () => process.abort()],
  ['exit', () => process.exit(7)],
  ['hang', forever],
  ['block', blockForever],
  ['fill-heap', fillHeap],
  [
    'throw',
    () => {
      throw new Error('a bug in a decoder');
    },
  ],
]);

// What happens in the session. It sees tensors, not names: these pictures become a square of one grey each.
const GREY_OF = { 'abort-in-session': 1, 'block-in-session': 2, gather: 3 } as const;
let greysDecoded = 0;

function greyOf(hazard: string | null): number | null {
  return Object.entries(GREY_OF).find(([name]) => name === hazard)?.[1] ?? null;
}

function withHazards({ session, preprocessing, ...rest }: Extract<OpenedModel, { ok: true }>): OpenedModel {
  const { inputSize, mean, std } = preprocessing;
  const plane = inputSize ** 2;
  const holds = (images: Float32Array, n: number, grey: number): boolean => {
    const value = Math.fround((grey - mean[0]) / std[0]);
    const starts = Array.from({ length: n }, (_, at) => at * 3 * plane);
    return starts.some((start) => images.subarray(start, start + plane).every((one) => one === value));
  };
  const run: Session['run'] = async (images, n) => {
    if (holds(images, n, GREY_OF['abort-in-session'])) process.abort();
    if (holds(images, n, GREY_OF['block-in-session'])) blockForever();
    // An innocent one, which lets two others be ready for the next batch.
    if (holds(images, n, GREY_OF.gather)) {
      while (greysDecoded < 3) await new Promise((resolve) => setImmediate(resolve));
    }
    return session.run(images, n);
  };
  return { ...rest, preprocessing, session: { ...session, run } };
}

const IMAGENET_CLASSES = 1000;

/** What an engine does in its session, by the words of `HAZARD_ENGINES`: `onnxruntime:webgpu=wrong tensorflow=hang`. */
const COMPUTING: Readonly<Record<string, (logits: Float32Array) => Float32Array>> = {
  fine: (logits) => logits,
  cardless: (logits) => logits,
  slow: (logits) => {
    // Slower than any CPU, a picture at a time.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    return logits;
  },
  wrong: (logits) => logits.map((logit, at) => ((at % IMAGENET_CLASSES) % 7 === 0 ? logit + 1 : logit)),
  'wrong-at-the-end': (logits) => {
    const start = logits.length - IMAGENET_CLASSES;
    return start < IMAGENET_CLASSES ? logits : logits.map((logit, at) => (at === start ? logit + 1 : logit));
  },
  'other-in-each-process': (logits) => logits.map((logit) => logit + process.pid),
  nan: (logits) => logits.fill(Number.NaN),
  hang: () => blockForever(),
  abort: () => process.abort(),
  throw: () => {
    throw new Error('the device was lost');
  },
  short: () => {
    throw new Error(MEMORY_WORDS);
  },
  'short-for-many': (logits) => {
    if (logits.length > 2 * IMAGENET_CLASSES) throw new Error(MEMORY_WORDS);
    return logits;
  },
  'short-aborts': () => {
    process.stderr.write(
      "terminate called after throwing an instance of 'std::bad_alloc'\n  what(): and one line more\n",
    );
    process.abort();
  },
  killed: () => {
    process.kill(process.pid, 'SIGKILL');
    return blockForever();
  },
};

const hazardOfEngine = new Map(
  (process.env['HAZARD_ENGINES'] ?? '').split(' ').map((word) => {
    const [engine = '', hazard = ''] = word.split('=');
    return [engine, hazard];
  }),
);

/** Engines with a hazard are the CPU in disguise: what they do here needs no such device. */
function disguised<Settings extends { readonly engine: EngineName }>(settings: Settings): Settings {
  return hazardOfEngine.has(settings.engine) ? { ...settings, engine: REFERENCE_ENGINE } : settings;
}

function withEngineHazard(session: Session, engine: EngineName): Session {
  const compute = COMPUTING[hazardOfEngine.get(engine) ?? 'fine'];
  if (compute === undefined) throw new Error(`no such hazard: ${hazardOfEngine.get(engine) ?? ''}`);
  return { ...session, run: async (images, n) => compute(await session.run(images, n)) };
}

/** As TensorFlow says it in its two forms. */
const CARDLESS_WORDS = `2026-01-31 12:00:00.123456: I tensorflow/core/platform/cpu_feature_guard.cc:210] To enable more instructions
2026-01-31 12:00:00.123457: W tensorflow/stream_executor/platform/default/dso_loader.cc:64] Could not load dynamic library 'libcudnn.so.9'
W0000 00:00:1796005957.667525    5797 gpu_device.cc:2343] Cannot dlopen some GPU libraries.
W0000 00:00:1796005957.667526    5797 gpu_device.cc:2343] Cannot dlopen some GPU libraries.
I0000 00:00:1796005957.667527    5797 cudart_stub.cc:31] Could not find cuda drivers on your machine, GPU will not be used.
`;

/** What an engine's library says of itself: an engine in disguise has none. */
function describeInDisguise(engine: EngineName): DescribedEngine | null {
  const hazard = hazardOfEngine.get(engine);
  if (hazard === 'abort') process.abort();
  if (hazard === 'hang') blockForever();
  if (hazard === 'throw') return { ok: false, reason: 'the library is of another machine' };
  if (hazard === 'cardless') process.stderr.write(CARDLESS_WORDS);
  return hazard === undefined
    ? null
    : {
        ok: true,
        facts: {
          version: '1.2.3',
          package: {
            name: 'hazard',
            version: '4.5.6',
            passedOver: hazard === 'cardless' ? ['hazard-gpu cannot be loaded'] : [],
          },
          usesGpu: hazard !== 'cardless',
        },
      };
}

/** `abort-once:FILE` aborts where FILE is not there yet, and makes it. */
async function meetLoadingHazard(hazard: string): Promise<void> {
  const [kind, file = ''] = hazard.split(':');
  if (kind === 'never') await forever();
  if (kind === 'block') blockForever();
  if (kind === 'abort') process.abort();
  if (kind === 'abort-once' && !existsSync(file)) {
    writeFileSync(file, '');
    process.abort();
  }
}

let start: WorkerStart | null = null;
const port = openParentPort() as WorkerPort;
port.onMessage((message) => {
  if (message.kind === 'start') start = message;
});

runWorker(
  {
    ...workerParts,
    readPictureFile: async (file, options) => {
      await READING.get(hazardOf(file))?.();
      return workerParts.readPictureFile(file, options);
    },
    decodePicture: async (bytes, options, file) => {
      await DECODING.get(hazardOf(file))?.();
      if (hazardOf(file) === 'no-room') {
        return { ok: false, failure: { kind: 'unreadable-picture', detail: DECODER_WORDS } };
      }
      if (hazardOf(file) === 'no-thread') {
        const detail = 'glib: Error creating thread: Resource temporarily unavailable';
        return { ok: false, failure: { kind: 'unreadable-picture', detail } };
      }
      if (hazardOf(file) === 'damaged-after-a-hang' && isFirst(file)) await forever();
      if (
        hazardOf(file) === 'damaged-after-a-hang' ||
        hazardOf(file) === 'damaged' ||
        (hazardOf(file) === 'damaged-at-first' && isFirst(file))
      ) {
        return { ok: false, failure: { kind: 'unreadable-picture', detail: 'unable to read pixels' } };
      }
      const decoded = await workerParts.decodePicture(bytes, options, file);
      const grey = greyOf(hazardOf(file));
      if (grey === null || !decoded.ok) return decoded;
      greysDecoded += 1;
      return { ...decoded, pixels: decoded.pixels.fill(grey) };
    },
    openModel: async (settings) => {
      await meetLoadingHazard(process.env['HAZARD_LOADING'] ?? '');
      const opened = await workerParts.openModel(disguised(settings));
      if (!opened.ok) return opened;
      const hazardous = withHazards({ ...opened, session: withEngineHazard(opened.session, settings.engine) });
      return start === null ? hazardous : withMemoryHazard(hazardous, start);
    },
    describeEngine: (which) => describeInDisguise(which.engine) ?? workerParts.describeEngine(which),
    openVariant: async (settings) => {
      const opened = await workerParts.openVariant(disguised(settings));
      return opened.ok ? { ...opened, session: withEngineHazard(opened.session, settings.engine) } : opened;
    },
  },
  port,
);
