import path from 'node:path';
import { forkProgram } from '../../main/cli/fork-program.ts';
import { createCore } from '../../main/core.ts';
import type { Answer } from '../../main/core/answer.ts';
import type { Core, CoreOptions } from '../../main/core/host-contract.ts';
import type { FoundPicture } from '../../main/core/questions.ts';
import type { RunControl } from '../../main/core/run-control.ts';
import type { RunNews, RunSummary } from '../../main/core/run-news.ts';
import { DEFAULT_EXTENSIONS } from '../../shared/picture.ts';
import { publishedPlaces } from './published-places.ts';
import { NO_RUN_LIMITS } from '../../shared/settings.ts';
import { BEST_FIRST } from '../../shared/query/sort.ts';
import { openBench, projectRoot, type Bench } from '../cli/classifold.ts';

/** What every run of these tests asks for. */
export const runSettings = {
  workingFolder: '/',
  modelId: null,
  k: 5,
  extensions: DEFAULT_EXTENSIONS,
  ignore: [],
  tags: [],
} as const;

/** The core over a catalog of its own, with the bundled model and the programs that ship. */
export interface OpenedCore {
  readonly bench: Bench;
  readonly core: Core;
  /** Another program over the same catalog; whoever asks for it closes it. */
  another(): Core;
  /** A run over folders of the bench, to its end. */
  classify(folders: readonly string[], control?: RunControl, heard?: RunNews[]): Promise<RunSummary>;
  /** The same catalog after a restart. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** @param host what its host does in another way than the command line */
export function openTestCore(host: Partial<CoreOptions> = {}): OpenedCore {
  const bench = openBench();
  const assets = path.join(projectRoot, 'assets');
  const programs = path.join(projectRoot, 'out', 'program');
  const start = (): Core =>
    createCore({
      catalogPath: bench.catalog,
      ownModelsDir: bench.path('models'),
      modelDirs: [path.join(assets, 'models'), bench.path('models')],
      enginesDir: bench.path('engines'),
      taxonomyDir: path.join(assets, 'taxonomy'),
      cacheDir: path.join(projectRoot, 'out', 'test-cache', 'Classifold'),
      workerScript: path.join(programs, 'worker.cjs'),
      readerScript: path.join(programs, 'reader.cjs'),
      writerScript: null,
      thumbnails: null,
      published: publishedPlaces,
      spawn: forkProgram,
      runLimits: () => NO_RUN_LIMITS,
      engineChoice: () => 'auto',
      ...host,
    });
  let core = start();
  return {
    bench,
    get core() {
      return core;
    },
    another: start,
    classify: async (folders, control = uncontrolled(), heard = []) => {
      const paths = folders.map((folder) => bench.path(folder));
      const tell = (news: RunNews): Promise<void> => {
        heard.push(news);
        return Promise.resolve();
      };
      return valueOf(await core.classify({ ...runSettings, paths }, control, tell));
    },
    reopen: async () => {
      await core.close();
      core = start();
    },
    close: async () => {
      await core.close();
      bench.remove();
    },
  };
}

/** A run that nobody stops. */
export function uncontrolled(): RunControl {
  return { finish: new AbortController().signal, stop: new AbortController().signal };
}

/** What was answered; throws what was refused. */
export function valueOf<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
  return answer.value;
}

/** The first pictures that a query finds. */
export async function firstFound(core: Core, query: string): Promise<readonly FoundPicture[]> {
  const { pages } = valueOf(await core.search(query, null, { limit: 50, sort: BEST_FIRST }));
  const found: FoundPicture[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}
