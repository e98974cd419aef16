import { displayPath } from '../../shared/file-path.ts';
import type { CatalogReader, CatalogWriter, ModelRequest, Scope } from '../catalog/catalog.ts';
import type { Pool } from '../pool/pool.ts';
import type { Footing } from '../pool/retreat.ts';
import { compileCandidates } from '../run/candidates.ts';
import { classifyScopes } from '../run/classify-scopes.ts';
import type { RunPorts } from '../run/ports.ts';
import type { PictureReport, RunEvent } from '../run/progress.ts';
import type { Placement } from './placing.ts';
import { labelled, type NamedModel } from './model-choice.ts';
import { mayBePicture } from './picture-content.ts';
import { createPauseSwitch, eitherAborted, type RunControl } from './run-control.ts';
import type { PictureNews, RunNews, RunSummary } from './run-news.ts';

export interface RunSettings {
  /** Predictions kept of each picture. */
  readonly k: number;
  /** Lower case, without the dot. */
  readonly extensions: readonly string[];
  readonly ignore: readonly string[];
  /** Put on every picture of the scopes when they were read. */
  readonly tags: readonly string[];
}

/** A run's parts, opened by whoever closes them. */
export interface RunParts {
  readonly writer: CatalogWriter;
  readonly reader: CatalogReader;
  readonly pool: Pool;
  readonly named: NamedModel;
  /** The model's row in the catalog. */
  readonly request: ModelRequest;
}

/** Classifies what was placed and keeps the run's record in the catalog. Rejects only where the catalog cannot be written. */
export async function classifyPlaced(
  parts: RunParts,
  placement: Placement,
  settings: RunSettings,
  control: RunControl,
  tell: (news: RunNews) => Promise<void>,
): Promise<RunSummary> {
  const { writer, named, request } = parts;
  const startedAt = performance.now();
  const pause = control.pause ?? createPauseSwitch();
  // A person may have paused before this began, and may still: then no time at all has passed.
  const pausedBefore = pause.milliseconds();
  const elapsed = (): number => {
    const paused = pause.milliseconds() - pausedBefore;
    return Math.max(0, performance.now() - startedAt - paused) / 1000;
  };
  // Until then the workers started: what a run of any size takes.
  let firstAfter: number | null = null;
  const offline = [...placement.offline];
  const paths = placement.scopes.map(({ rootPath, part }) => [displayPath(rootPath), part.kind]);
  const run = await writer.beginRun(request, JSON.stringify({ paths, k: request.k, ...workOf(parts.pool.inForce) }));

  const emit = async (event: RunEvent): Promise<void> => {
    if (event.kind === 'pictures') {
      if (event.pictures.some(({ status }) => status === 'classified')) firstAfter ??= elapsed();
      await tell({ kind: 'pictures', pictures: await newsOf(event.pictures, parts, settings.k) });
      return;
    }
    if (event.kind === 'root-offline') offline.push(displayPath(event.path));
    await tell(event);
  };
  const { counts, stopped } = await classifyScopes(
    {
      scopes: placement.scopes,
      candidates: compileCandidates(settings, mayBePicture),
      finish: eitherAborted(control.finish, control.stop),
      pause,
    },
    portsOf(parts),
    emit,
  );
  for (const tag of settings.tags) await writer.tagScopes(tag, placement.scopes);

  const seconds = elapsed();
  const { id, name } = named.model.manifest;
  const summary: RunSummary = {
    counts,
    missing: placement.missing,
    offline,
    seconds,
    picturesPerSecond: seconds === 0 ? 0 : (counts.classified + counts.reused) / seconds,
    model: { id, name, digest: named.model.digest },
    ...workOf(parts.pool.inForce),
    stopped,
  };
  const { engine, plan } = summary;
  await writer.endRun(
    run,
    JSON.stringify({
      ...counts,
      skipped: Object.fromEntries(counts.skipped),
      stopped,
      seconds,
      firstAfter,
      engine,
      plan,
    }),
  );
  return summary;
}

/** What computes the network, and how. */
export function workOf({ engine, plan }: Footing): Pick<RunSummary, 'engine' | 'plan'> {
  return { engine, plan };
}

/** What a run needs of the world: the catalog under this model and k, and the pool. */
function portsOf({ writer, pool, request }: RunParts): RunPorts {
  return {
    capacity: pool.capacity,
    classify: ({ picture, path, alone }, settle) => pool.classify({ id: picture, path, alone }, settle),
    beginScan: () => writer.beginScan(),
    enterFiles: (root, files) => writer.enterFiles(root, files, request),
    seeOthers: (root, paths) => writer.seeOthers(root, paths),
    hasPresentPictures: (scope) => writer.hasPresentPictures(scope),
    setRootState: (root, state) => writer.setRootState(root, state),
    sweep: (scopes) => writer.sweep(scopes),
    inheritedMarks: (scopes) => writer.inheritedMarks(scopes),
    markInFlight: (pictures, alone) => writer.markInFlight(pictures, alone),
    markHanded: (picture) => writer.markHanded(picture),
    settleContent: (picture, content) => writer.settleContent(picture, content, request),
    recordResults: (results) => writer.recordResults(results, request),
  };
}

/** Reports with their predictions: the run's own, or the catalog's where nothing was computed. */
async function newsOf(
  reports: readonly PictureReport[],
  { reader, named, request }: RunParts,
  k: number,
): Promise<readonly PictureNews[]> {
  const stored = reports.filter(({ scores, status }) => scores === null && status !== 'failed');
  const pictures = stored.map(({ picture }) => picture);
  const found = pictures.length === 0 ? [] : await reader.predictions(request.model, pictures);
  const byPicture = new Map(pictures.map((picture, index) => [picture, found[index] ?? []]));
  return reports.map((report): PictureNews => {
    const scores = report.scores ?? byPicture.get(report.picture) ?? [];
    const predictions = labelled(scores.slice(0, k), named.taxonomy);
    const { path, status, failure, warning } = report;
    return { path, status, predictions, failure, warning };
  });
}

/** The files that failed, each root's as a scope of its own: they are tried again without a scan of their folders. */
export function scopesOfFiles(
  files: readonly { readonly root: number; readonly rootPath: Scope['rootPath']; readonly path: Scope['rootPath'] }[],
): readonly Scope[] {
  const byRoot = new Map<number, { rootPath: Scope['rootPath']; files: Scope['rootPath'][] }>();
  for (const { root, rootPath, path } of files) {
    const scope = byRoot.get(root) ?? { rootPath, files: [] };
    scope.files.push(path);
    byRoot.set(root, scope);
  }
  return [...byRoot].map(([root, { rootPath, files: paths }]) => {
    return { root, rootPath, part: { kind: 'files', files: paths } };
  });
}
