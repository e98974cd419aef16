import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runCommand, type CommandEnd } from '../command.ts';
import { sqliteBinding } from '../place.ts';

// better-sqlite3's own binding is for Node-API 10 and crashes in Electron 22, whose Node has version 8. Its sources
// compile for 8, with one header of ours. Two compilations and a link, with the flags of its binding.gyp: node-gyp would
// want Node's whole headers at hand, which a checkout has not.

const modules = path.resolve(import.meta.dirname, '../../../../node_modules');
const source = path.join(modules, 'better-sqlite3');

const COMMON_FLAGS = ['-c', '-O3', '-fPIC', '-DNDEBUG', '-w'];
const BINDING_FLAGS = [
  '-std=c++20',
  '-fvisibility=hidden',
  '-fvisibility-inlines-hidden',
  '-DNAPI_VERSION=8',
  '-DNAPI_DISABLE_CPP_EXCEPTIONS',
  '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  '-DNODE_GYP_MODULE_NAME=better_sqlite3',
];

/** Compiles the binding for this Electron into `sqliteBinding()`, once for each version of better-sqlite3. */
export async function ensureSqliteBinding(report: (line: string) => void): Promise<CommandEnd> {
  const binding = sqliteBinding();
  if (existsSync(binding)) return { ok: true, output: '' };
  report('Compiling better-sqlite3 for the end-to-end tests (about a minute, once) …');
  mkdirSync(path.dirname(binding), { recursive: true });
  const aside = mkdtempSync(path.join(path.dirname(binding), 'compiling-'));
  try {
    const compiled = await compile(aside);
    if (compiled.ok) renameSync(path.join(aside, path.basename(binding)), binding);
    return compiled;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function compile(folder: string): Promise<CommandEnd> {
  const sqlite = path.join(source, 'deps', 'sqlite3');
  const include = [sqlite, path.join(modules, 'node-addon-api'), path.join(modules, 'node-api-headers', 'include')].map(
    (place) => `-I${place}`,
  );
  const header = path.join(import.meta.dirname, 'string-reference.hpp');
  const [library, binding] = await Promise.all([
    runCommand(
      'gcc',
      [...COMMON_FLAGS, '-std=c99', ...sqliteDefines(), path.join(sqlite, 'sqlite3.c'), '-o', 'sqlite3.o'],
      {
        cwd: folder,
      },
    ),
    runCommand(
      'g++',
      [
        ...COMMON_FLAGS,
        ...BINDING_FLAGS,
        ...include,
        '-include',
        header,
        path.join(source, 'src', 'better_sqlite3.cpp'),
        '-o',
        'binding.o',
      ],
      { cwd: folder },
    ),
  ]);
  if (!library.ok) return library;
  if (!binding.ok) return binding;
  const link = ['-shared', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', 'binding.o', 'sqlite3.o', '-ldl', '-o'];
  return await runCommand('g++', [...link, path.basename(sqliteBinding())], { cwd: folder });
}

/** SQLite's options as the package has them: a generated list of quoted names, one a line. */
function sqliteDefines(): readonly string[] {
  const list = readFileSync(path.join(source, 'deps', 'defines.gypi'), 'utf8');
  const names = [...list.matchAll(/^\s*'([A-Z0-9_]+(?:=-?\w+)?)',$/gm)].map(([, name]) => `-D${name ?? ''}`);
  if (!names.includes('-DSQLITE_ENABLE_COLUMN_METADATA')) {
    throw new Error(
      'better-sqlite3/deps/defines.gypi is not written as it was: sqliteDefines has to learn its new form',
    );
  }
  return names;
}
