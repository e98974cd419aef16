import { foreignFileTexts as texts } from '../../shared/texts/foreign-files.ts';
/** Bytes from a file's start that `foreignFormat` wants, and from its end. */
export const BEGINNING_BYTES = 512;
export const ENDING_BYTES = 8;

/** Files of other programs and purposes by their first bytes (Latin-1), and what to do about each. */
const BEGINNINGS: readonly (readonly [beginning: RegExp, what: string])[] = [
  [/^\x89HDF\r\n/, texts.hdf5],
  [/^....TFL3/s, texts.tensorflowLite],
  // Protobuf: the version of the format in field 1, then field 2: the program's name in ONNX, graphs in a SavedModel.
  [/^\x08\x01\x12/, texts.savedModel],
  [/^\x08[\x02-\x1f]\x12/, texts.onnx],
  [/^GGUF/, texts.gguf],
  [/^\x93NUMPY/, texts.numpyArray],
  [/^\x1f\x8b|^BZh|^\xfd7zXZ|^\x28\xb5\x2f\xfd/, texts.compressed],
  [/^.{257}ustar/s, texts.tar],
  [/^version https:\/\/git-lfs/, texts.pointer],
  [/^\s*<(?:!doctype|html|\?xml)/i, texts.webPage],
  [/^\x80[\x02-\x05]/, texts.pickle],
];

/** The last bytes of a LevelDB table, which the index of a TensorFlow checkpoint is. */
const TABLE_MAGIC = '\xdb\x47\x75\x24\x8b\x80\xfb\x57';

/** What a file is that is no checkpoint of a kind that is read; null where that cannot be told. Both as Latin-1. */
export function foreignFormat(beginning: string, ending: string): string | null {
  const known = BEGINNINGS.find(([pattern]) => pattern.test(beginning));
  if (known !== undefined) return known[1];
  return ending === TABLE_MAGIC ? texts.tensorflowCheckpoint : null;
}

/** What a ZIP archive is that `torch.save` did not write. `folder`, with its slash, is what its first entry lies in. */
export function foreignArchive(folder: string, names: readonly string[]): string | null {
  if (names.some((name) => name === `${folder}constants.pkl` || name.startsWith(`${folder}code/`))) {
    return texts.torchScript;
  }
  if (names.includes(`${folder}archive_format`)) {
    return texts.torchExport;
  }
  if (names.includes('model.weights.h5')) return texts.keras;
  if (names.length > 0 && names.every((name) => name.endsWith('.npy'))) return texts.numpyArchive;
  const inside = names.find((name) => /\.(?:pth|pt|safetensors)$/.test(name));
  return inside === undefined ? null : texts.packedCheckpoint(inside);
}
