/** Bytes from a file's start that `foreignFormat` wants, and from its end. */
export const BEGINNING_BYTES = 512;
export const ENDING_BYTES = 8;

/** Files of other programs and purposes by their first bytes (Latin-1), and what to do about each. */
const BEGINNINGS: readonly (readonly [beginning: RegExp, what: string])[] = [
  [/^\x89HDF\r\n/, 'is an HDF5 file, as Keras writes them: take the model’s .safetensors or .pth'],
  [/^....TFL3/s, 'is a TensorFlow Lite graph: take the checkpoint that it was made from'],
  // Protobuf: the version of the format in field 1, then field 2: the program's name in ONNX, graphs in a SavedModel.
  [/^\x08\x01\x12/, 'is a TensorFlow SavedModel: take the model’s .safetensors or .pth'],
  [/^\x08[\x02-\x1f]\x12/, 'is an ONNX graph: take the checkpoint that it was made from'],
  [/^GGUF/, 'is a GGUF file, of language models'],
  [/^\x93NUMPY/, 'is one NumPy array'],
  [/^\x1f\x8b|^BZh|^\xfd7zXZ|^\x28\xb5\x2f\xfd/, 'is compressed: unpack it first'],
  [/^.{257}ustar/s, 'is a tar archive: unpack it first'],
  [/^version https:\/\/git-lfs/, 'is a pointer to a large file and not that file: download it once more'],
  [/^\s*<(?:!doctype|html|\?xml)/i, 'is a web page: the download gave a page in place of the file'],
  [/^\x80[\x02-\x05]/, 'is a pickle, but none of PyTorch’s'],
];

/** The last bytes of a LevelDB table, which the index of a TensorFlow checkpoint is. */
const TABLE_MAGIC = '\xdb\x47\x75\x24\x8b\x80\xfb\x57';

/** What a file is that is no checkpoint of a kind that is read; null where that cannot be told. Both as Latin-1. */
export function foreignFormat(beginning: string, ending: string): string | null {
  const known = BEGINNINGS.find(([pattern]) => pattern.test(beginning));
  if (known !== undefined) return known[1];
  return ending === TABLE_MAGIC ? 'is a TensorFlow checkpoint: take the model’s .safetensors or .pth' : null;
}

/** What a ZIP archive is that `torch.save` did not write. `folder`, with its slash, is what its first entry lies in. */
export function foreignArchive(folder: string, names: readonly string[]): string | null {
  if (names.some((name) => name === `${folder}constants.pkl` || name.startsWith(`${folder}code/`))) {
    return 'is a TorchScript archive, a program: save model.state_dict() with torch.save';
  }
  if (names.includes(`${folder}archive_format`)) {
    return 'is a program that torch.export wrote: save model.state_dict() with torch.save';
  }
  if (names.includes('model.weights.h5')) return 'is a Keras model: take the model’s .safetensors or .pth';
  if (names.length > 0 && names.every((name) => name.endsWith('.npy'))) return 'is an archive of NumPy arrays';
  const inside = names.find((name) => /\.(?:pth|pt|safetensors)$/.test(name));
  return inside === undefined ? null : `is a ZIP archive with ${inside} in it: unpack that first`;
}
