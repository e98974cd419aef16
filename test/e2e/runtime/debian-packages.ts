import { runCommand, type CommandEnd } from './command.ts';

/** What Electron links to, a display without a screen, and a font to write with. */
const LIBRARIES = [
  'xvfb',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libnotify4',
  'fonts-dejavu-core',
];

/** Packages that bring a program; another of that name does as well. */
const PROGRAMS = [
  { name: 'build-essential', try: ['g++', '--version'] },
  { name: 'python3-pip', try: ['python3', '-m', 'pip', '--version'] },
] as const;

/**
 * Brings the Debian packages that are missing: by apt-get where this is root, else the answer names the one command
 * that a person has to run. Systems without dpkg are refused.
 */
export async function ensureDebianPackages(report: (line: string) => void): Promise<CommandEnd> {
  const missing = await missingPackages();
  if (missing === null) return { ok: false, reason: 'this system has no dpkg; the tests need Debian or Ubuntu' };
  if (missing.length === 0) return { ok: true, output: '' };
  const install = ['install', '--yes', '--no-install-recommends', ...missing];
  if (process.getuid?.() !== 0) {
    return { ok: false, reason: `packages are missing; run: sudo apt-get ${install.join(' ')}` };
  }
  report(`Installing Debian packages: ${missing.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  const updated = await runCommand('apt-get', [...lock, 'update'], { env });
  const installed = await runCommand('apt-get', [...lock, ...install], { env });
  // Where the lists could not be renewed, those that are there may do.
  return installed.ok || updated.ok ? installed : updated;
}

/** Names in the order above; null where there is no dpkg. */
async function missingPackages(): Promise<readonly string[] | null> {
  const listed = await runCommand('dpkg-query', ['--show', '--showformat', '${db:Status-Status} ${Package}\n']);
  if (!listed.ok) return null;
  const installed = new Set(
    listed.output
      .split('\n')
      .filter((line) => line.startsWith('installed '))
      .map((line) => line.slice('installed '.length)),
  );
  // Newer releases carry some libraries under names that end in `t64`; apt-get finds them by the old ones.
  const libraries = LIBRARIES.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
  const tried = await Promise.all(
    PROGRAMS.map(async ({ name, try: [program, ...args] }) => ((await runCommand(program, args)).ok ? [] : [name])),
  );
  return [...libraries, ...tried.flat()];
}
