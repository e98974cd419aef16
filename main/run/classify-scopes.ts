import { joinPath, type FilePath } from '../../shared/file-path.ts';
import type { Candidates } from './candidates.ts';
import { createDispatcher, type Dispatcher } from './dispatch.ts';
import { openLiveRoot, type LiveRoot } from './live-root.ts';
import type { RunPause } from './pause.ts';
import type { RunPorts, ScanScope } from './ports.ts';
import { noCounts, type PictureReport, type RunCounts, type RunEvent } from './progress.ts';
import { createResultWriter } from './result-writer.ts';
import { scanScope, type ScanChunk } from './scan.ts';

export interface RunRequest {
  readonly scopes: readonly ScanScope[];
  readonly candidates: Candidates;
  /** Aborted: nothing more is dispatched; what is in flight is finished and recorded. */
  readonly finish: AbortSignal;
  readonly pause: RunPause;
}

export interface RunResult {
  readonly counts: RunCounts;
  /** Why the run ended before its work did; null where everything was done. */
  readonly stopped: { readonly kind: 'asked' } | { readonly kind: 'broken'; readonly reason: string } | null;
}

/** A scope that was walked to its end. */
interface SweptScope {
  readonly scope: ScanScope;
  readonly root: LiveRoot;
  readonly unlisted: FilePath[];
}

/**
 * Brings every candidate of the scopes to a result in the catalog. What a dead program had in flight runs alone first;
 * then scan and workers go on side by side; last, *moved* and *vanished* are decided. A picture, a folder or a root
 * that fails is counted and told by an event; this rejects only where the catalog cannot be written.
 *
 * @param emit Awaited: a slow listener slows the run instead of filling memory.
 */
export async function classifyScopes(
  request: RunRequest,
  ports: RunPorts,
  emit: (event: RunEvent) => Promise<void>,
): Promise<RunResult> {
  const { scopes, finish } = request;
  const counts = noCounts();
  let scanning = true;
  const stop = new AbortController();
  finish.addEventListener('abort', () => {
    stop.abort();
  });
  if (finish.aborted) stop.abort();

  const tell = async (reports: readonly PictureReport[]): Promise<void> => {
    if (reports.length > 0) await emit({ kind: 'pictures', pictures: reports });
    await emit({ kind: 'progress', counts, scanning });
  };
  const lost = new Set<LiveRoot>();
  const loseRoot = async (root: LiveRoot): Promise<void> => {
    // Every picture in flight may find it out.
    if (lost.has(root)) return;
    lost.add(root);
    root.setOffline();
    await ports.setRootState(root.root, 'offline');
    await emit({ kind: 'root-offline', path: root.path });
  };
  const writer = createResultWriter(
    (results) => ports.recordResults(results),
    tell,
    () => {
      stop.abort();
    },
  );
  const dispatcher = createDispatcher(ports, writer, counts, loseRoot, stop.signal, request.pause);
  const isStopped = (): boolean => stop.signal.aborted || dispatcher.broken !== null;

  const roots = await openRoots(scopes, ports, loseRoot);
  const done = await runSuspects(scopes, roots, ports, dispatcher, counts, isStopped);

  await ports.beginScan();
  const swept: SweptScope[] = [];
  for (const scope of scopes) {
    const root = roots.get(scope.root)!;
    if (root.isOffline()) continue;
    const unlisted: FilePath[] = [];
    try {
      for await (const chunk of scanScope(scope, request.candidates, stop.signal)) {
        for (const { folder, failure } of chunk.unlisted) {
          unlisted.push(folder);
          if (failure === null) continue;
          if (!(await root.isStillThere())) {
            await loseRoot(root);
            break;
          }
          counts.unreadableFolders += 1;
          await emit({ kind: 'folder-unreadable', path: joinPath(root.path, folder), failure });
        }
        await enter(chunk, root, done, ports, dispatcher, counts, tell);
        if (root.isOffline() || isStopped()) break;
      }
    } catch (error) {
      // The root itself could not be listed to its end.
      if (await root.isStillThere()) throw error;
    }
    if (!root.isOffline() && !(await root.isStillThere())) await loseRoot(root);
    swept.push({ scope, root, unlisted });
  }
  scanning = false;
  await tell([]);
  await dispatcher.drain();

  if (!isStopped()) {
    const whole = swept.filter(({ root }) => !root.isOffline());
    const { vanished, moved } = await ports.sweep(whole.map(({ scope, unlisted }) => ({ scope, unlisted })));
    counts.vanished = vanished;
    counts.moved = moved;
  }
  await tell([]);
  // Who asks a second time kills the workers: that is still being asked.
  if (finish.aborted) return { counts, stopped: { kind: 'asked' } };
  return { counts, stopped: dispatcher.broken === null ? null : { kind: 'broken', reason: dispatcher.broken } };
}

/** One live root for all scopes that lie in it; those that are absent, unreadable or suddenly empty are lost at once. */
async function openRoots(
  scopes: readonly ScanScope[],
  ports: RunPorts,
  loseRoot: (root: LiveRoot) => Promise<void>,
): Promise<ReadonlyMap<number, LiveRoot>> {
  const roots = new Map<number, LiveRoot>();
  for (const scope of scopes) {
    if (roots.has(scope.root)) continue;
    const root = await openLiveRoot(scope.root, scope.rootPath);
    roots.set(scope.root, root);
    const isEmptied =
      !root.filled && (await ports.hasPresentPictures({ ...scope, part: { kind: 'folder', prefix: '' } }));
    if (root.isOffline() || isEmptied) await loseRoot(root);
    else await ports.setRootState(root.root, 'online');
  }
  return roots;
}

/** What a dead program had in flight, one at a time with nothing else in flight. Answers the rows that are done by it. */
async function runSuspects(
  scopes: readonly ScanScope[],
  roots: ReadonlyMap<number, LiveRoot>,
  ports: RunPorts,
  dispatcher: Dispatcher,
  counts: RunCounts,
  isStopped: () => boolean,
): Promise<ReadonlySet<number>> {
  const done = new Set<number>();
  for (const { picture, root: id, path } of await ports.inheritedMarks(scopes)) {
    const root = roots.get(id);
    await dispatcher.untilResumed();
    if (root === undefined || root.isOffline() || isStopped()) continue;
    counts.found += 1;
    done.add(await dispatcher.runAlone({ picture, path, root }));
  }
  return done;
}

/** One stretch of the scan into the catalog; what is pending goes to the workers. */
async function enter(
  chunk: ScanChunk,
  root: LiveRoot,
  done: ReadonlySet<number>,
  ports: RunPorts,
  dispatcher: Dispatcher,
  counts: RunCounts,
  tell: (reports: readonly PictureReport[]) => Promise<void>,
): Promise<void> {
  for (const [type, files] of chunk.skipped) counts.skipped.set(type, (counts.skipped.get(type) ?? 0) + files);
  if (chunk.others.length > 0) await ports.seeOthers(root.root, chunk.others);
  const known = chunk.files.length > 0 ? await ports.enterFiles(root.root, chunk.files) : [];
  const reports: PictureReport[] = [];
  const pending: { picture: number; path: FilePath; root: LiveRoot }[] = [];
  for (const entry of known) {
    const { picture } = entry;
    if (done.has(picture)) continue;
    counts.found += 1;
    const path = joinPath(root.path, entry.path);
    switch (entry.kind) {
      case 'pending':
        pending.push({ picture, path: entry.path, root });
        break;
      case 'unchanged':
        counts.unchanged += 1;
        reports.push({ picture, path, status: 'unchanged', scores: null, failure: null, warning: null });
        break;
      case 'failed':
        counts.failed += 1;
        reports.push({ picture, path, status: 'failed', scores: null, failure: entry.failure, warning: null });
        break;
    }
  }
  await tell(reports);
  await dispatcher.add(pending);
}
