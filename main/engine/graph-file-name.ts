import type { GraphFormat } from '../graph/graph-format.ts';

/** Half of a SHA-256 is enough against damage, and keeps paths short for Windows. */
const DIGEST_LENGTH = 32;

/** What a file that is being written ends with. */
export const PARTIAL = '.part';

/** What the names of all graphs of a model begin with. @param modelDigest lower-case hexadecimal */
export function modelPrefix(modelDigest: string): string {
  return `${modelDigest.slice(0, DIGEST_LENGTH)}-`;
}

/** The name of a graph file. @param digests SHA-256 of the model and of the file's content, lower-case hexadecimal */
export function graphFileName(
  modelDigest: string,
  writerVersion: number,
  contentDigest: string,
  format: GraphFormat,
): string {
  const digest = contentDigest.slice(0, DIGEST_LENGTH);
  return `${modelPrefix(modelDigest)}v${writerVersion}-${digest}${graphEnding(format)}`;
}

/** What the names of whole graphs of a format end with. */
export function graphEnding(format: GraphFormat): string {
  return `.${format}`;
}

/** Whether a file in the cache is a graph, whole or half written, by its name. */
export function isGraphFileName(name: string): boolean {
  return GRAPH_FILE.test(name);
}

const GRAPH_FILE = /^[0-9a-f]{32}-v\d+-[0-9a-f]{32}\.(?:onnx|saved-model)(?:\.[0-9a-f-]{36}\.part)?$/u;
