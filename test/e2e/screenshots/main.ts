import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { openDesk } from '../desk.ts';
import { type Dress, walkScreens } from '../screens.ts';
import { openDisplay } from '../xvfb.ts';

// `npm run screenshots`: every screen to out/screenshots/MODE/, and the pictures of the README to docs/images, from the
// samples that come with the project.

interface Mode {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
  /** Of the root: what a person sets as the size of text. */
  readonly text: string;
}

const MODES: readonly Mode[] = [
  { name: 'light', width: 1280, height: 860, colorScheme: 'light', text: '100%' },
  { name: 'dark', width: 1280, height: 860, colorScheme: 'dark', text: '100%' },
  { name: 'narrow', width: 700, height: 480, colorScheme: 'light', text: '100%' },
  { name: 'narrow-large-text', width: 700, height: 480, colorScheme: 'dark', text: '200%' },
];
/** Screens that the README shows, by mode and name. */
const README_PICTURES: Readonly<Record<string, string>> = {
  'light/search': 'window.webp',
  'dark/selection': 'dark.webp',
};

const root = path.join(import.meta.dirname, '..', '..', '..');
const target = path.join(root, 'out', 'screenshots');
execFileSync(process.execPath, [path.join(root, 'esbuild.config.js')], { cwd: root, stdio: 'inherit' });
rmSync(target, { recursive: true, force: true });
const display = await openDisplay();
try {
  for (const mode of MODES) await takeScreenshots(mode);
} finally {
  display.stop();
}

async function takeScreenshots({ name, width, height, colorScheme, text }: Mode): Promise<void> {
  const folder = path.join(target, name);
  mkdirSync(folder, { recursive: true });
  const desk = openDesk(display.name);
  try {
    const dress: Dress = async ({ window, resize }) => {
      await resize(width, height);
      await window.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await window.page.evaluate((size) => {
        document.documentElement.style.fontSize = size;
      }, text);
    };
    let taken = 0;
    await walkScreens(desk, dress, async (screen, page) => {
      taken += 1;
      const picture = await page.screenshot({ animations: 'disabled' });
      writeFileSync(path.join(folder, `${String(taken).padStart(2, '0')}-${screen}.png`), picture);
      const ofReadme = README_PICTURES[`${name}/${screen}`];
      if (ofReadme !== undefined) {
        const file = path.join(root, 'docs', 'images', ofReadme);
        await sharp(picture).webp({ quality: 90 }).toFile(file);
      }
    });
    process.stdout.write(`${taken} screens in ${folder}\n`);
  } finally {
    await desk.clear();
  }
}
