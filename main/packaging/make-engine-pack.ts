// `npm run engine-pack -- OUT`: makes an engine pack of the TensorFlow that this checkout has, for packaged applications on
// machines like this one. OUT is not there yet: a zip archive where its name ends so, otherwise a folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writePack, type PackContents } from '../engine-pack/write-pack.ts';
import { enginePackTexts } from '../../shared/texts/engine-packs.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { archiveFolder } from './archive-folder.ts';
import type { LoadedFiles } from './loaded-files.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const LICENCE = /^(?:licen[cs]e|copying|copyright|notice|third_party_notices|readme)/iu;
const USAGE =
  'Usage: npm run engine-pack -- OUT      OUT: a folder that is not there yet, or a zip archive where it ends with .zip';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Bindings of this version load in every Node and Electron since 2021. */
const NODE_API = 8;

/** Runs the network in a process of its own. @param packFolder null: with the checkout's own packages */
function loadedFiles(packFolder: string | null): LoadedFiles {
  const program = path.join(import.meta.dirname, 'loaded-files.ts');
  // The report that names libraries would look up the network's other machines, for seconds.
  const args = ['--report-exclude-network', program, ...(packFolder === null ? [] : [packFolder])];
  const ended = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (ended.status === 0) return JSON.parse(ended.stdout) as LoadedFiles;
  const reason = ended.stderr.trim().split('\n').at(-1) ?? '';
  const way = packFolder === null ? ' (`npm run provision` brings it)' : '';
  throw new Error(`TensorFlow does not compute here${way}: ${reason}`);
}

/** Every file of the pack: what was loaded, the manifest of each package, and what each says of its licence. */
function contentsOf(loaded: LoadedFiles): PackContents {
  const contents = new Map<string, string>();
  const modules = realpathSync(path.join(root, 'node_modules'));
  const home = `node_modules/${loaded.package}`;
  const packages = new Set<string>();
  for (const file of loaded.modules) {
    if (file.endsWith('.node')) {
      // Wherever it was built: its package looks for it here.
      contents.set(`${home}/lib/${path.basename(path.dirname(file))}/${path.basename(file)}`, file);
      keepLicences(contents, path.resolve(file, '../../..'), home);
      continue;
    }
    const inside = path.relative(modules, file).split(path.sep).join('/');
    if (inside.startsWith('..')) continue;
    contents.set(`node_modules/${inside}`, file);
    const name = /^(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/u.exec(inside)?.[0] ?? inside;
    packages.add(name);
    // Those on the way say whether a file is a CommonJS module.
    for (let folder = path.posix.dirname(inside); folder.length >= name.length; folder = path.posix.dirname(folder)) {
      const manifest = path.join(modules, folder, 'package.json');
      if (existsSync(manifest)) contents.set(`node_modules/${folder}/package.json`, manifest);
    }
  }
  for (const name of packages) {
    const folder = path.join(modules, name);
    keepLicences(contents, folder, `node_modules/${name}`);
  }
  for (const file of loaded.libraries) contents.set(`${home}/deps/lib/${path.basename(file)}`, file);
  return contents;
}

/** Where a package carries no licence, its README is where it is named. */
function keepLicences(contents: Map<string, string>, folder: string, home: string): void {
  const named = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && LICENCE.test(entry.name),
  );
  const licences = named.filter(({ name }) => !/^readme/iu.test(name));
  for (const { name } of licences.length > 0 ? licences : named)
    contents.set(`${home}/${name}`, path.join(folder, name));
}

async function makePack(out: string): Promise<void> {
  if (existsSync(out)) throw new Error(`${out} is there already: name another, or remove it`);
  const loaded = loadedFiles(null);
  mkdirSync(path.dirname(out), { recursive: true });
  const aside = mkdtempSync(path.join(path.dirname(out), '.engine-pack-'));
  try {
    const about = {
      engine: 'tensorflow',
      package: loaded.package === '@tensorflow/tfjs-node-gpu' ? loaded.package : '@tensorflow/tfjs-node',
      version: loaded.version,
      library: loaded.library,
      platform: process.platform,
      arch: process.arch,
      nodeApi: NODE_API,
      device: loaded.package.endsWith('-gpu') ? 'cuda' : 'cpu',
    } as const;
    const folder = path.join(aside, 'pack');
    const written = await writePack(folder, about, contentsOf(loaded));
    if (!written.ok) throw new Error(enginePackTexts.fault(written.fault));
    checkAlone(folder);
    renameSync(isArchive(out) ? await archived(folder) : folder, out);
    say(`${out}: ${enginePackTexts.library(written.value)}, ${enginePackTexts.outer(written.value)}`);
    say(`For ${enginePackTexts.machine(written.value)}; ${enginePackTexts.size(written.value)}.`);
    say(`SHA-256 ${written.value.digest}`);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function isArchive(out: string): boolean {
  return /\.zip$/iu.test(out);
}

/** The archive of a folder, beside it. */
async function archived(folder: string): Promise<string> {
  const archive = `${folder}.zip`;
  await archiveFolder(folder, archive);
  return archive;
}

/** Computes the network with the pack alone; what it takes from elsewhere would not be there on another machine. */
function checkAlone(folder: string): void {
  const own = realpathSync(folder) + path.sep;
  const { modules, libraries } = loadedFiles(folder);
  const strange = [...modules, ...libraries].find((file) => !path.resolve(file).startsWith(own));
  if (strange !== undefined) throw new Error(`the pack is not whole: it takes ${strange} from elsewhere`);
}

const [out, ...more] = process.argv.slice(2);
if (out === undefined || out.startsWith('-') || more.length > 0) {
  complain(USAGE);
  process.exitCode = 2;
} else {
  try {
    await makePack(path.resolve(process.env['INIT_CWD'] ?? '.', out));
  } catch (error) {
    complain(`No engine pack was made: ${thrownMessage(error)}`);
    process.exitCode = 1;
  }
}
