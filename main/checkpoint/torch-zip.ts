import { torchFileTexts as texts } from '../../shared/texts/torch-file-faults.ts';
import { checked, refused, type Checked } from './checked.ts';
import { failed, type FileSource, type ReadBytes, type ReadEntries } from './checkpoint-file.ts';
import { foreignArchive } from './foreign-format.ts';
import type { PickledStorage } from './pickle-value.ts';
import { unpickle } from './pickle.ts';
import { stateDictEntries, type StoragePlace } from './state-dict.ts';
import { MAX_PICKLE_BYTES, torchVocabulary } from './torch-vocabulary.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

/**
 * Tensors of a file that `torch.save` wrote since PyTorch 1.6 (torch/serialization.py, `_save`): a ZIP archive with
 * `NAME/data.pkl`, a pickle that describes everything, and each storage as `NAME/data/KEY`, all of them stored, not
 * deflated.
 */
export async function readTorchZipEntries(source: FileSource): Promise<ReadEntries> {
  const { path } = source;
  const directory = await readZipDirectory(source);
  if (!directory.ok) return directory;
  const { entries } = directory;
  const folder = archiveFolder(entries);
  const pickle = entries.get(`${folder}data.pkl`);
  const foreign = foreignArchive(folder, [...entries.keys()]);
  if (foreign !== null) return failed(path, 'invalid-format', foreign);
  if (pickle === undefined) {
    return failed(path, 'invalid-format', texts.noPickle);
  }
  const deflated = [...entries.values()].find(({ method }) => method !== 0);
  if (deflated !== undefined) {
    const reason = texts.compressedEntry(deflated.name);
    return failed(path, 'invalid-format', reason);
  }

  const order = entries.get(`${folder}byteorder`);
  if (order !== undefined) {
    const read = await readStored(source, order, 16);
    if (!read.ok) return read;
    const text = new TextDecoder().decode(read.bytes);
    if (text !== 'little') {
      return failed(path, 'invalid-format', texts.byteOrder(text));
    }
  }

  const read = await readStored(source, pickle, MAX_PICKLE_BYTES);
  if (!read.ok) return read;
  const unpickled = unpickle(read.bytes, 0, torchVocabulary);
  if (!unpickled.ok) return failed(path, 'invalid-format', unpickled.reason);
  const tensors = stateDictEntries(unpickled.value.value, (storage) => locate(entries, folder, storage));
  return tensors.ok ? tensors : failed(path, 'invalid-format', tensors.reason, tensors.tensor);
}

/** The folder that everything is in, with its slash: the file's name when it was saved, or `archive/`. */
function archiveFolder(entries: ReadonlyMap<string, ZipEntry>): string {
  const [first = ''] = entries.keys();
  return first.slice(0, first.indexOf('/') + 1);
}

async function readStored(
  source: FileSource,
  { name, dataStart, storedBytes }: ZipEntry,
  most: number,
): Promise<ReadBytes> {
  if (storedBytes <= most) return source.read(dataStart, storedBytes);
  return failed(source.path, 'invalid-format', texts.entryTooLarge(storedBytes, name, most));
}

function locate(
  entries: ReadonlyMap<string, ZipEntry>,
  folder: string,
  { key, bytes }: PickledStorage,
): Checked<StoragePlace> {
  const entry = entries.get(`${folder}data/${key}`);
  if (entry === undefined) return refused(texts.noStorage(key));
  if (entry.storedBytes !== bytes) return refused(texts.otherStorageBytes(key, entry.storedBytes, bytes));
  return checked({ start: entry.dataStart, bytes });
}
