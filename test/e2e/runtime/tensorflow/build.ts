import { copyFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { runCommand, type CommandEnd } from '../command.ts';
import {
  isTensorflowHere,
  runtimeFolder,
  TENSORFLOW_BINDING,
  TENSORFLOW_BUILDS,
  TENSORFLOW_VERSION,
  tensorflowFolder,
  tensorflowPackage,
  type TensorflowBuild,
} from '../place.ts';
import { downloadWheel, type Wheel } from '../wheel-download.ts';

// tfjs-node's install script downloads a library of 2022 from outside the package registries. PyPI's wheels of TensorFlow
// carry the same library as it is today: no Python of it is run. The binding is Node-API 8 and so loads in every Node and
// in every Electron; two sources, compiled with the flags of its binding.gyp.

/** The library does not depend on Python; so this is one file, whatever Python the machine has. */
const PLATFORM = [
  ...['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'],
  ...['--platform', 'manylinux_2_27_x86_64'],
];

const WHEELS: Readonly<Record<TensorflowBuild, Wheel & { readonly megabytes: number }>> = {
  cpu: {
    name: 'tensorflow-cpu',
    version: TENSORFLOW_VERSION,
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
    platform: PLATFORM,
    megabytes: 262,
  },
  cuda: {
    name: 'tensorflow',
    version: TENSORFLOW_VERSION,
    sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
    platform: PLATFORM,
    megabytes: 572,
  },
};

const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** Of the wheel's thousands of headers, the folders that the binding's own includes lead to. */
const HEADERS = ['tensorflow/c', 'tensorflow/core/platform', 'tsl/platform', 'xla/tsl/c'];

/** Their licences stay beside the libraries. */
const LICENCES = ['tensorflow/include/LICENSE', 'tensorflow/THIRD_PARTY_NOTICES.txt'];

/** Unpacks what the arguments behind the wheel and the folder name: files, and folders with a slash at their end. */
const UNPACK = `
import sys, zipfile
wheel, folder, *wanted = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    names = [n for n in archive.namelist() if any(n == w or (w.endswith('/') and n.startswith(w)) for w in wanted)]
    archive.extractall(folder, names)
`;

/**
 * Puts a build of TensorFlow and the binding for it into `tensorflowFolder(build)`, once, and links the binding into the
 * checkout's package, which a new installation of the packages takes away. A binding that somebody put there is kept.
 */
export async function ensureTensorflow(build: TensorflowBuild, report: (line: string) => void): Promise<CommandEnd> {
  const name = TENSORFLOW_BUILDS[build].package;
  if (!existsSync(tensorflowPackage(build)))
    return { ok: false, reason: `the optional package ${name} is not installed` };
  if (isTensorflowHere(build) && !isOwnLink(build)) return { ok: true, output: '' };
  const built = existsSync(builtBinding(build)) ? null : await download(build, report);
  if (built?.ok === false) return built;
  link(build);
  if (built === null) return { ok: true, output: '' };
  const loaded = await load(build);
  if (loaded.ok) report(`${name} loads: TensorFlow ${loaded.output.trim()}`);
  return loaded;
}

/** Loads the binding and its library once, in a process of its own, which prints the library's version. No card is asked for. */
async function load(build: TensorflowBuild): Promise<CommandEnd> {
  const binding = path.join(tensorflowPackage(build), TENSORFLOW_BINDING);
  return await runCommand(process.execPath, ['-p', 'require(process.argv[1]).TF_Version', binding]);
}

async function download(build: TensorflowBuild, report: (line: string) => void): Promise<CommandEnd> {
  const { name, version, megabytes } = WHEELS[build];
  report(`Downloading ${name} ${version} (${megabytes} MB, once) and compiling the binding of tfjs-node …`);
  const aside = mkdtempSync(path.join(runtimeFolder(), 'unpacking-'));
  try {
    return await unpackAndCompile(build, aside);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function unpackAndCompile(build: TensorflowBuild, aside: string): Promise<CommandEnd> {
  const downloaded = await downloadWheel(WHEELS[build], aside);
  if (!downloaded.ok) return downloaded;
  const files = [...LIBRARIES.map((file) => `tensorflow/${file}`), ...LICENCES];
  const headers = HEADERS.map((folder) => `tensorflow/include/${folder}/`);
  const unpack = ['-c', UNPACK, downloaded.output, aside, ...files, ...headers];
  const unpacked = await runCommand('python3', unpack);
  if (!unpacked.ok) return unpacked;

  const made = path.join(aside, 'made');
  const libraries = path.join(made, 'deps', 'lib');
  mkdirSync(libraries, { recursive: true });
  mkdirSync(path.dirname(path.join(made, TENSORFLOW_BINDING)), { recursive: true });
  for (const library of LIBRARIES) renameSync(path.join(aside, 'tensorflow', library), path.join(libraries, library));
  for (const licence of LICENCES) copyFileSync(path.join(aside, licence), path.join(made, path.basename(licence)));
  const compiled = await compile(build, path.join(aside, 'tensorflow', 'include'), made);
  if (!compiled.ok) return compiled;
  // A quarter of the library is names for debuggers.
  const stripped = await runCommand('strip', ['--strip-unneeded', ...LIBRARIES], { cwd: libraries });
  if (!stripped.ok) return stripped;
  rmSync(tensorflowFolder(build), { recursive: true, force: true });
  renameSync(made, tensorflowFolder(build));
  return { ok: true, output: '' };
}

async function compile(build: TensorflowBuild, include: string, folder: string): Promise<CommandEnd> {
  const source = tensorflowPackage(build);
  const nodeApi = path.resolve(source, '../..', 'node-api-headers', 'include');
  return await runCommand(
    'g++',
    [
      ...['-shared', '-fPIC', '-O3', '-w', '-std=c++17', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding'],
      // Sources include each other by the name of their package's folder.
      ...[`-I${nodeApi}`, `-I${include}`, `-I${path.dirname(source)}`],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => path.join(source, 'binding', file)),
      ...['-Ldeps/lib', ...LIBRARIES.map((library) => `-l:${library}`), '-Wl,-rpath,$ORIGIN/../../deps/lib'],
      ...['-o', TENSORFLOW_BINDING],
    ],
    { cwd: folder },
  );
}

function builtBinding(build: TensorflowBuild): string {
  return path.join(tensorflowFolder(build), TENSORFLOW_BINDING);
}

/** Node resolves the link before it loads the binding, which so finds the library beside its real place. */
function link(build: TensorflowBuild): void {
  const binding = path.join(tensorflowPackage(build), TENSORFLOW_BINDING);
  mkdirSync(path.dirname(binding), { recursive: true });
  rmSync(binding, { force: true });
  symlinkSync(builtBinding(build), binding);
}

function isOwnLink(build: TensorflowBuild): boolean {
  const binding = path.join(tensorflowPackage(build), TENSORFLOW_BINDING);
  return lstatSync(binding, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
