// `node assets/icon/generate.ts`: draws icon.svg at every size that a system asks for. electron-builder makes macOS's
// and Windows' own formats of the largest.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const source = path.join(import.meta.dirname, 'icon.svg');
const folder = path.join(import.meta.dirname, 'png');

mkdirSync(folder, { recursive: true });
for (const size of SIZES) {
  // The drawing is 1,024 pixels wide.
  const drawn = sharp(source).resize(size, size).png({ compressionLevel: 9 });
  await drawn.toFile(path.join(folder, `${size}x${size}.png`));
}
