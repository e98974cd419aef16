import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { manifestOf } from './pack-builder.ts';

/** What is archived: names and contents, in this order; a name may be there twice. */
export type Contents = readonly (readonly [name: string, content: string | Buffer])[];

interface ArchiveForm {
  /** Of Unix, by the name. Default: a plain file. */
  readonly mode?: (name: string) => number;
  readonly isStored?: boolean;
  readonly isZip64?: boolean;
}

/** A zip archive's bytes. */
export async function archiveOf(contents: Contents, form: ArchiveForm = {}): Promise<Buffer> {
  const { mode = () => 0o100644, isStored = false, isZip64 = false } = form;
  const zip = new ZipFile();
  for (const [name, content] of contents) {
    const options = { compress: !isStored, mode: mode(name), forceZip64Format: isZip64 };
    if (name.endsWith('/')) zip.addEmptyDirectory(name);
    else zip.addBuffer(Buffer.from(content), name, options);
  }
  zip.end({ forceZip64Format: isZip64, comment: '' });
  return buffer(zip.outputStream);
}

/** A pack's files with their `pack.json`, last as a sorted archive has it. */
export function packContents(files: Readonly<Record<string, string>>, manifest = manifestOf(files)): Contents {
  return [...Object.entries(files), ['pack.json', manifest]];
}

/** Gives names in an archive, in both of their places, others of the same length. */
export function renamed(archive: Buffer, from: string, to: string): Buffer {
  const changed = archive.toString('latin1').replaceAll(from, to);
  if (from.length !== to.length || changed === archive.toString('latin1')) throw new Error(`no ${from} to rename`);
  return Buffer.from(changed, 'latin1');
}

/** Fields of an entry in an archive's directory: place and bytes (APPNOTE.TXT 4.3.12). */
const FIELDS = { flags: [8, 2], method: [10, 2], packedBytes: [20, 4], bytes: [24, 4], attributes: [38, 4] } as const;

/** Changes what an archive's directory says of the entry of this name. */
export function withField(archive: Buffer, name: string, field: keyof typeof FIELDS, value: number): Buffer {
  const changed = Buffer.from(archive);
  const [place, bytes] = FIELDS[field];
  let header = changed.indexOf('PK\x01\x02', 0, 'latin1');
  while (header !== -1 && changed.toString('latin1', header + 46, header + 46 + name.length) !== name)
    header = changed.indexOf('PK\x01\x02', header + 1, 'latin1');
  if (header === -1) throw new Error(`no ${name} in the directory`);
  changed.writeUIntLE(value, header + place, bytes);
  return changed;
}
