import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import type { Architecture, Weights } from '../efficientnet/architecture.ts';
import { GRAPH_WRITERS } from '../graph/graph-format.ts';
import type { Engine, Session } from './engine.ts';
import { keepGraph, readCachedGraph } from './graph-cache.ts';

/** What a session is opened from. */
export interface SessionSource {
  readonly architecture: Architecture;
  /** SHA-256 of everything that makes the model's scores, lower-case hexadecimal: the graph is cached under it. */
  readonly modelDigest: string;
  /** Called only where no graph is cached. */
  readonly loadWeights: () => Promise<WeightsOrReason>;
  /** Folder for graph files, shared by all processes; absolute. */
  readonly cacheDir: string;
  /** Threads that one call of `run` computes with. */
  readonly threads: number;
}

type WeightsOrReason =
  { readonly ok: true; readonly weights: Weights } | { readonly ok: false; readonly reason: string };

export type OpenedSession =
  | {
      readonly ok: true;
      /** The caller disposes of it. */
      readonly session: Session;
      /** Whether the graph was found or made. */
      readonly graph: 'cached' | 'written';
      /** Why the graph could not be kept for the next session; null where it was. */
      readonly cacheProblem: string | null;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * From a model to a session: the graph is taken from the cache, or written from the architecture and its weights and
 * kept there. Fails, with a reason, where the weights cannot be loaded or the engine cannot load the graph.
 */
export async function openSession(engine: Engine, source: SessionSource): Promise<OpenedSession> {
  const { architecture, modelDigest, cacheDir, threads } = source;
  const format = engine.graphFormat;
  const writer = GRAPH_WRITERS[format];
  const cache = { folder: cacheDir, modelDigest, format, writerVersion: writer.version };
  let graph = await readCachedGraph(cache);
  const isCached = graph !== null;
  let cacheProblem: string | null = null;
  if (graph === null) {
    const loaded = await source.loadWeights();
    if (!loaded.ok) return loaded;
    graph = writer.write(architecture, loaded.weights);
    cacheProblem = await keepGraph(cache, graph);
  }
  const loaded = await loadGraph(engine, graph, architecture, threads);
  return loaded.ok ? { ...loaded, graph: isCached ? 'cached' : 'written', cacheProblem } : loaded;
}

type LoadedGraph = { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly reason: string };

/** A session of weights that are in memory; its graph is kept nowhere. The caller disposes of it. */
export async function openWithWeights(
  engine: Engine,
  architecture: Architecture,
  weights: Weights,
  threads: number,
): Promise<LoadedGraph> {
  const graph = GRAPH_WRITERS[engine.graphFormat].write(architecture, weights);
  return loadGraph(engine, graph, architecture, threads);
}

async function loadGraph(
  engine: Engine,
  graph: Uint8Array,
  { resolution, classes }: Architecture,
  threads: number,
): Promise<LoadedGraph> {
  try {
    return { ok: true, session: await engine.createSession(graph, { resolution, classes, threads }) };
  } catch (error) {
    return { ok: false, reason: texts.cannotLoad(engine.name, thrownMessage(error)) };
  }
}
