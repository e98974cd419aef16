import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hostileFile } from './hostile-file.ts';
import { refusal, SIX } from './hostile-pickle.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { writeStoredZip, type ZipRecord } from './write-torch.ts';

const { file } = hostileFile();

describe('files of other kinds are called what they are', () => {
  it.each([
    ['Keras', '\x89HDF\r\n\x1a\n\0\0\0\0\0\0\0\0', 'HDF5'],
    ['TensorFlow Lite', '\x1c\0\0\0TFL3\0\0\0\0', 'TensorFlow Lite'],
    ['ONNX', '\x08\x07\x12\x07pytorch', 'ONNX'],
    ['SavedModel', '\x08\x01\x12\xb0\x9a\x01', 'SavedModel'],
    [
      'a TensorFlow checkpoint',
      '\0\0\x02\0\x08\x01\0\0\0\0\0\xdb\x47\x75\x24\x8b\x80\xfb\x57',
      'TensorFlow checkpoint',
    ],
    ['gzip', '\x1f\x8b\x08\0\0\0', 'compressed'],
    ['a page', '<!DOCTYPE html><html>Not found</html>', 'web page'],
    ['Git LFS', 'version https://git-lfs.github.com/spec/v1\n', 'pointer'],
    ['a pickle', '\x80\x04N.', 'a pickle, but none of PyTorch’s'],
    ['anything else', 'hello, world', 'neither'],
  ])('%s', async (_, bytes, reason) => {
    await writeFile(file, Buffer.from(bytes, 'latin1'));
    expect(await readCheckpoint(file)).toMatchObject(refusal(reason));
  });

  it.each<[string, readonly ZipRecord[]]>([
    [
      'is a Keras model',
      [
        ['metadata.json', SIX],
        ['model.weights.h5', SIX],
      ],
    ],
    [
      'NumPy',
      [
        ['a.npy', SIX],
        ['b.npy', SIX],
      ],
    ],
    ['is a ZIP archive with package/model.pth in it', [['package/model.pth', SIX]]],
    ['none of PyTorch’s', [['notes.txt', SIX]]],
  ])('an archive that %s', async (reason, records) => {
    await writeStoredZip(file, records);
    expect(await readCheckpoint(file)).toMatchObject(refusal(reason));
  });
});
