import { execFile } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { saysOutOfMemory } from '../../shared/out-of-memory.ts';
import { hasPrlimit, PRLIMIT } from '../memory-limits.js';

describe('words of a runtime', () => {
  // Each as it was said: by the program of the next test, by the libraries that ship, or in reports to their makers.
  it.each([
    'Exception during loading: std::bad_alloc',
    "terminate called after throwing an instance of 'std::bad_alloc'",
    'void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*) Failed to allocate memory for requested buffer of size 25690112',
    'FATAL ERROR: Committing semi space failed. Allocation failed - JavaScript heap out of memory',
    '# Fatal process out of memory: Failed to reserve virtual memory for CodeRange',
    'WebGPU device error(2): Out of memory',
    'vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY',
    'CUDA failure 2: out of memory ; GPU=0',
    'Exception(3) tid(4304) 8007000E Not enough memory resources are available to complete this operation.',
    'OOM when allocating tensor with shape[16,128,98,98] and type float on /job:localhost/replica:0/task:0/device:CPU:0',
    'Allocator (GPU_0_bfc) ran out of memory trying to allocate 5.49MiB',
    'RangeError: Failed to allocate memory',
    '# Check failed: SetPermissions(GetPlatformPageAllocator(), mem.address(), mem.size(), PageAllocator::kReadWriteExecute).',
    'RangeError: Array buffer allocation failed',
    'The file could not be read (ENOMEM).',
    'glib: Error creating thread: Resource temporarily unavailable',
    'libonnxruntime.so.1: cannot allocate memory',
    'libonnxruntime.so.1: cannot map zero-fill pages',
  ])('says so: %s', (text) => {
    expect(saysOutOfMemory(text)).toBe(true);
  });

  it.each([
    'libtensorflow_framework.so.2: cannot allocate memory in static TLS block',
    'libonnxruntime.so.1: failed to map segment from shared object',
    'the device was lost',
    'VipsJpeg: premature end of JPEG image',
    'Allocation of 411041792 exceeds 10% of free system memory.',
    '',
  ])('says nothing of it: %s', (text) => {
    expect(saysOutOfMemory(text)).toBe(false);
  });
});

const root = path.resolve(import.meta.dirname, '..', '..');
const program = path.join(root, 'test', 'pool', 'limited-session.ts');

// Megabytes: from where Node just starts to where the session has enough.
const LIMITS = [620, 640, 660, 680, 700, 1500];

describe.skipIf(!hasPrlimit)('a session of ONNX Runtime under prlimit --data', () => {
  it('says in words that are known that memory ran out, wherever it does', async () => {
    const ends = await Promise.all(LIMITS.map(runLimited));
    expect(ends.at(-1)).toMatchObject({ code: 0 });
    const broken = ends.filter(({ code }) => code !== 0);
    expect(broken.length).toBeGreaterThanOrEqual(3);
    for (const { said } of broken) expect(said).toSatisfy(saysOutOfMemory);
  });
});

function runLimited(megabytes: number): Promise<{ readonly code: unknown; readonly said: string }> {
  const args = [`--data=${megabytes}000000`, process.execPath, program];
  return new Promise((resolve) => {
    execFile(PRLIMIT, args, { env: { ...process.env, MALLOC_ARENA_MAX: '2' } }, (error, _stdout, said) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), said });
    });
  });
}
