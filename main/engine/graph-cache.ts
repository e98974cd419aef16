import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import type { GraphFormat } from '../graph/graph-format.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { graphEnding, graphFileName, modelPrefix, PARTIAL } from './graph-file-name.ts';

/**
 * Graph files of one model, kept in a folder that several processes share. A file's name tells the model, the
 * writer's version, and the digest of its own content: a file of another model or version is never read, and one that
 * is damaged is found out.
 */
export interface GraphCache {
  /** Absolute; made when it is first written to. */
  readonly folder: string;
  /** SHA-256 of the model, lower-case hexadecimal. */
  readonly modelDigest: string;
  readonly format: GraphFormat;
  /** Of what writes the graph. */
  readonly writerVersion: number;
}

/** A file that its writer left behind is an hour old at least; a younger one may still be written. */
const ABANDONED_MS = 3_600_000;

/** The model's graph, or null where there is none, or none that is sound; those are removed. */
export async function readCachedGraph(cache: GraphCache): Promise<Uint8Array | null> {
  const prefix = `${modelPrefix(cache.modelDigest)}v${cache.writerVersion}-`;
  for (const name of await namesIn(cache.folder)) {
    if (!name.startsWith(prefix) || !name.endsWith(graphEnding(cache.format))) continue;
    const file = join(cache.folder, name);
    const graph = await readFile(file).catch(() => null);
    if (graph !== null && name === graphName(cache, graph)) return graph;
    await rm(file, { force: true }).catch(() => undefined);
  }
  return null;
}

/**
 * Keeps a graph: written aside, then renamed. Graphs of this model in this format by other versions, and files that a killed process
 * left half-written, are removed.
 *
 * @returns null, or why the graph could not be kept; the next session then makes it again
 */
export async function keepGraph(cache: GraphCache, graph: Uint8Array): Promise<string | null> {
  const name = graphName(cache, graph);
  const file = join(cache.folder, name);
  const aside = `${file}.${randomUUID()}${PARTIAL}`;
  try {
    await mkdir(cache.folder, { recursive: true });
    await removeStale(cache, name);
    await writeFile(aside, graph);
    await rename(aside, file);
    return null;
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    // Windows refuses to replace a file that another process reads; the name says that it is this very graph.
    if (await isFile(file)) return null;
    return texts.graphNotKept(cache.folder, thrownMessage(error));
  }
}

async function removeStale(cache: GraphCache, current: string): Promise<void> {
  for (const name of await namesIn(cache.folder)) {
    const file = join(cache.folder, name);
    const isStale = name.endsWith(PARTIAL)
      ? await isAbandoned(file)
      : name.startsWith(modelPrefix(cache.modelDigest)) && name.endsWith(graphEnding(cache.format)) && name !== current;
    if (isStale) await rm(file, { force: true });
  }
}

async function isFile(file: string): Promise<boolean> {
  const facts = await stat(file).catch(() => null);
  return facts?.isFile() === true;
}

async function isAbandoned(file: string): Promise<boolean> {
  const facts = await stat(file).catch(() => null);
  return facts !== null && Date.now() - facts.mtimeMs > ABANDONED_MS;
}

function graphName({ modelDigest, writerVersion, format }: GraphCache, graph: Uint8Array): string {
  return graphFileName(modelDigest, writerVersion, createHash('sha256').update(graph).digest('hex'), format);
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
