import type { EngineName } from '../../shared/engine.ts';
import { displayPath } from '../../shared/file-path.ts';
import type { CatalogReader, ForeseenScope } from '../catalog/catalog.ts';
import { compileCandidates } from '../run/candidates.ts';
import { lookUpNamedPath, type NamedPath } from '../run/named-path.ts';
import { previewScopes } from '../run/preview.ts';
import type { MissingPath } from './answer.ts';
import { mayBePicture } from './picture-content.ts';
import type { RunSettings } from './classify.ts';
import type { PreviewRequest } from './host-requests.ts';
import type { RunPreview } from './host-answers.ts';
import type { ForeseenSpeed } from './model-comparison.ts';

/**
 * Looks at what a run would find. Nothing is written; only files are opened that were named one by one and
 * have the extension of no picture. Null where `signal` was aborted.
 *
 * @param model The model's row in the catalog.
 * @param foreseen What the run would compute with.
 */
export async function previewRun(
  request: PreviewRequest & Pick<RunSettings, 'k' | 'extensions'>,
  reader: CatalogReader,
  model: number,
  signal: AbortSignal,
  foreseen: () => Promise<ForeseenSpeed>,
): Promise<RunPreview | null> {
  const named: NamedPath[] = [];
  const missing: MissingPath[] = [];
  for (const name of request.paths) {
    const looked = await lookUpNamedPath(name, request.workingFolder);
    if (looked.ok) named.push(looked.named);
    else missing.push({ path: displayPath(looked.path), code: looked.code });
  }
  const totals = await previewScopes(
    await reader.foreseeScopes(named),
    compileCandidates(request, mayBePicture),
    (scope: ForeseenScope, files) => reader.countKnown(scope, files, { model, k: request.k }),
    signal,
  );
  if (totals === null) return null;
  const { engine, measured } = await foreseen();
  // The start of its workers was not measured.
  const ofMeasured: UsualDuration | null = measured === null ? null : { start: 0, speed: measured };
  const usual = (await usualDuration(reader, model, engine)) ?? ofMeasured;
  const toDo = totals.pictures - totals.known;
  const seconds = usual === null ? null : toDo === 0 ? 0 : usual.start + toDo / usual.speed;
  return { ...totals, seconds, missing };
}

const RUNS_LOOKED_AT = 20;
// The sample pictures are enough: better than to say nothing before the first folder, and outweighed by that.
const ENOUGH_PICTURES = 10;

interface UsualDuration {
  /** Seconds until the first picture. */
  readonly start: number;
  /** Pictures a second from then on. */
  readonly speed: number;
}

/** How long earlier runs of this model by this engine that mostly classified took; null where there were none. */
async function usualDuration(reader: CatalogReader, model: number, engine: EngineName): Promise<UsualDuration | null> {
  let runs = 0;
  let starting = 0;
  let pictures = 0;
  let seconds = 0;
  for (const text of await reader.runSummaries(model, RUNS_LOOKED_AT)) {
    const summary = JSON.parse(text) as {
      readonly found: number;
      readonly classified: number;
      readonly seconds: number;
      /** Not in summaries that are older than it. */
      readonly firstAfter?: number | null;
      /** That it ended with. */
      readonly engine?: string;
    };
    // Another may be hundreds of times as fast.
    if (summary.engine !== engine) continue;
    // A scan of what is known already says nothing of how long pictures take.
    if (summary.classified < ENOUGH_PICTURES || summary.classified < summary.found / 2) continue;
    const start = summary.firstAfter ?? 0;
    runs += 1;
    starting += start;
    pictures += summary.classified;
    seconds += summary.seconds - start;
  }
  return seconds > 0 ? { start: starting / runs, speed: pictures / seconds } : null;
}
