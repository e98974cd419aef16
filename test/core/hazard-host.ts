// A host over the real core whose workers meet hazards (test/pool/hazard-worker.ts); a test kills it.
import path from 'node:path';
import { forkProgram } from '../../main/cli/fork-program.ts';
import { createCore } from '../../main/core.ts';
import { DEFAULT_EXTENSIONS } from '../../shared/picture.ts';
import { publishedPlaces } from './published-places.ts';
import { NO_RUN_LIMITS } from '../../shared/settings.ts';

const [catalogPath = '', folder = ''] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, '..', '..');

async function main(): Promise<void> {
  const core = createCore({
    catalogPath,
    ownModelsDir: path.join(root, 'out', 'no-models'),
    modelDirs: [path.join(root, 'assets', 'models')],
    enginesDir: path.join(root, 'out', 'no-engines'),
    taxonomyDir: path.join(root, 'assets', 'taxonomy'),
    cacheDir: path.join(root, 'out', 'test-cache', 'Classifold'),
    workerScript: path.join(import.meta.dirname, 'hazard-worker.cjs'),
    readerScript: path.join(import.meta.dirname, '..', 'program', 'reader.cjs'),
    writerScript: path.join(import.meta.dirname, '..', 'program', 'writer.cjs'),
    thumbnails: null,
    published: publishedPlaces,
    spawn: forkProgram,
    runLimits: () => NO_RUN_LIMITS,
    engineChoice: () => 'auto',
  });
  const never = new AbortController().signal;
  const answer = await core.classify(
    { paths: [folder], workingFolder: '/', modelId: null, k: 5, extensions: DEFAULT_EXTENSIONS, ignore: [], tags: [] },
    { finish: never, stop: never },
    () => Promise.resolve(),
  );
  process.stdout.write(JSON.stringify(answer.ok ? answer.value.counts : answer.failure));
  await core.close();
}

void main();
