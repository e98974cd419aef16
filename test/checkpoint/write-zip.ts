import { writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

function little(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

const DEFLATED = 8;

/**
 * Writes a ZIP archive as most programs do: deflated (APPNOTE.TXT 4.3).
 *
 * @param claimed what the archive says of the size of every file, where it is not the truth
 */
export function writeDeflatedZip(
  file: string,
  files: Readonly<Record<string, Uint8Array>>,
  { claimed }: { readonly claimed?: number } = {},
): void {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const packed = deflateRawSync(bytes);
    const text = Buffer.from(name);
    const sizes = [little(crc32(bytes), 4), little(packed.length, 4), little(claimed ?? bytes.length, 4)];
    const common = [little(20, 2), little(0, 2), little(DEFLATED, 2), little(0, 4), ...sizes, little(text.length, 2)];
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), ...common, little(0, 2), text, packed]);
    const place = [little(0, 2), little(0, 2), little(0, 2), little(0, 2), little(0, 4), little(position, 4)];
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), little(20, 2), ...common, ...place, text);
    parts.push(local);
    position += local.length;
  }
  const central = Buffer.concat(directory);
  const count = little(Object.keys(files).length, 2);
  const end = [little(0, 4), count, count, little(central.length, 4), little(position, 4), little(0, 2)];
  writeFileSync(file, Buffer.concat([...parts, central, Buffer.from('PK\x05\x06', 'latin1'), ...end]));
}
