// `npm run check`, `npm test`, `npm run test:full`, `npm run provision`, `npm run bench`, `npm run
// bench:app`, `npm run screenshots`, `npm run parity`, `npm run engine-pack`: plain JavaScript for Node 20, since a fresh checkout starts here too.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled, ownNode, root } from '../main/cli/install.js';
import { softwareVulkan } from '../main/cli/software-vulkan.js';
import { leftOutWithoutLimits, memoryLimitsHere } from './memory-limits.js';
import { hasTerminals, leftOutWithoutTerminals } from './terminals.js';

const report = path.join(root, 'out', 'test-report.json');
const totals = path.join(root, 'out', 'test-totals.json');

/** The checks of `npm run check`, each one test in the totals. The first takes as long as half of the others. */
const CHECKS = /** @type {const} */ ([
  ['lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']],
  ['types', 'typescript/bin/tsc', []],
  ['types of the window', 'typescript/bin/tsc', ['-p', 'renderer']],
  ['types of the window’s tests', 'typescript/bin/tsc', ['-p', 'test/renderer']],
  ['types of the end-to-end tests', 'typescript/bin/tsc', ['-p', 'test/e2e']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['arrows', '../test/arrows/check-arrows.ts', []],
  ['unused code', 'knip/bin/knip.js', []],
]);

/**
 * Runs a program of node_modules under the project's own Node; its exit status, or 1 where a signal ended it.
 * @param {string} bin @param {readonly string[]} args
 */
function toolStatus(bin, args, env = {}) {
  const done = spawnSync(ownNode, [path.join(root, 'node_modules', bin), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return done.status ?? 1;
}

/** @param {string} bin @param {readonly string[]} args */
function runTool(bin, args, env = {}) {
  return toolStatus(bin, args, env) === 0;
}

/**
 * What a tool says, and whether it ended well.
 * @param {string} bin @param {readonly string[]} args @returns {Promise<{ ok: boolean, said: string }>}
 */
function hearTool(bin, args) {
  return new Promise((resolve) => {
    let said = '';
    const tool = spawn(ownNode, [path.join(root, 'node_modules', bin), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [tool.stdout, tool.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
    }
    tool.once('error', ({ message }) => {
      resolve({ ok: false, said: `${message}\n` });
    });
    tool.once('close', (status) => {
      resolve({ ok: status === 0, said });
    });
  });
}

/** Two at a time; each says what it found when it has ended. */
async function check() {
  const waiting = [...CHECKS];
  let passed = 0;
  const runSome = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, bin, args] = next;
      const { ok, said } = await hearTool(bin, args);
      console.log(`${said}${ok ? 'ok    ' : 'FAILED'} ${name}`);
      if (ok) passed += 1;
    }
  };
  await Promise.all([runSome(), runSome()]);
  return { passed, failed: CHECKS.length - passed };
}

/**
 * Brings what the end-to-end tests and those of TensorFlow need; where that cannot be, it says why and they are left out.
 * @param {readonly string[]} args
 */
function provision(args = []) {
  const status = toolStatus('../test/e2e/runtime/provision.ts', args);
  return {
    endToEnd: status === 0 || status === WITHOUT_TENSORFLOW,
    tensorflow: status === 0 || status === WITHOUT_END_TO_END,
  };
}

/** What provision.ts ends with where one of the two cannot be had. */
const WITHOUT_TENSORFLOW = 2;
const WITHOUT_END_TO_END = 4;

/** @param {{ full: boolean }} options */
async function test({ full }) {
  rmSync(report, { force: true });
  rmSync(totals, { force: true });
  const { endToEnd, tensorflow } = provision();
  const checks = await check();
  const ran = runTool(
    'vitest/vitest.mjs',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    {
      CLASSIFOLD_FULL: full ? '1' : '0',
    },
  );
  const tests = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0 };
  const passed = checks.passed + tests.numPassedTests;
  // Where everything can be had, what is left out has failed.
  const isCi = process.env['CI'] === 'true';
  const missing = !(endToEnd && tensorflow) && isCi ? 1 : 0;
  const machine = { platform: process.platform, isCi };
  const limits = leftOutWithoutLimits(memoryLimitsHere({ full }), machine);
  const terminals = leftOutWithoutTerminals(hasTerminals(), machine);
  // A file that cannot be loaded has no failed test of its own, but vitest says so by its exit status.
  const failed =
    checks.failed + missing + limits.failed + terminals.failed + Math.max(tests.numFailedTests, ran ? 0 : 1);
  if (!existsSync(path.join(root, '..', 'shared', 'parity'))) {
    console.log(
      'Left out: no ../shared here, so no tests against its reference logits and photos (the project’s own ran).',
    );
  }
  if (!endToEnd)
    console.log('Left out: the end-to-end tests in real windows and those of WebGPU; `npm run provision` says why.');
  if (!tensorflow) console.log('Left out: the tests of the TensorFlow engine; `npm run provision` says why.');
  for (const line of [...limits.lines, ...terminals.lines]) console.log(line);
  mkdirSync(path.dirname(totals), { recursive: true });
  writeFileSync(totals, JSON.stringify({ passed, failed }));
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

/** Programs that are run with the arguments behind their name; those in a real window need what is provisioned. */
const PROGRAMS = new Map([
  ['bench', { script: '../test/bench/main.ts', inWindow: false }],
  ['bench:app', { script: '../test/e2e/bench/main.ts', inWindow: true }],
  ['screenshots', { script: '../test/e2e/screenshots/main.ts', inWindow: true }],
  ['engine-pack', { script: '../main/packaging/make-engine-pack.ts', inWindow: false }],
  ['parity', { script: '../test/parity/main.ts', inWindow: false }],
]);

/** @param {string} named */
async function runMode(named) {
  switch (named) {
    case 'check':
      return (await check()).failed === 0;
    case 'provision': {
      const { endToEnd, tensorflow } = provision(process.argv.slice(3));
      return endToEnd && tensorflow;
    }
    case 'test':
    case 'full':
      return test({ full: named === 'full' });
    default:
      console.error(`There is no ${named} here: check, provision, test, full, ${[...PROGRAMS.keys()].join(', ')}.`);
      return false;
  }
}

const mode = process.argv[2] ?? 'test';
const program = PROGRAMS.get(mode);
ensureInstalled();
if (program !== undefined) {
  const isReady = !program.inWindow || provision().endToEnd;
  process.exitCode = isReady ? toolStatus(program.script, process.argv.slice(3), softwareVulkan(process.env)) : 1;
} else {
  process.exitCode = (await runMode(mode)) ? 0 : 1;
}
