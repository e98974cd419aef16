import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { bundledFiles } from '../../esbuild.config.js';

const root = path.resolve(import.meta.dirname, '..', '..');

/** What is handed over to others with the application, and under which terms. */
interface NoticedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX, as the package says. */
  readonly licence: string;
  /** What the package carries of licences and notices, or a sentence in place of it. */
  readonly text: string;
}

/** Everything above this line of THIRD-PARTY-NOTICES.md is written by hand. */
const GENERATED_FROM_HERE = '## Packages inside the application';

/**
 * THIRD-PARTY-NOTICES.md as it has to be: its part written by hand, and a notice for every package that the bundles
 * hold something of or that electron-builder.yml packages beside them. Packages of one platform only, whose native
 * libraries have notices of their own, are in the part written by hand.
 */
export async function writeNotices(current: string): Promise<string> {
  const end = current.indexOf(GENERATED_FROM_HERE);
  if (end === -1) throw new Error(`THIRD-PARTY-NOTICES.md has no line "${GENERATED_FROM_HERE}"`);
  const folders = new Set([...(await bundledPackages()), ...packagesBesideBundles()]);
  // One version may lie in several folders.
  const read = new Map([...folders].map(readPackage).map((one) => [`${one.name} ${one.version}`, one]));
  const notices = [...read.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return `${current.slice(0, end)}${GENERATED_FROM_HERE}

${notices.length} packages, in whole or in part. Written by \`node main/packaging/write-notices.ts\`; what is changed below is lost.

${byText(notices).map(section).join('\n\n')}
`;
}

/** Folders of the packages that bundles hold something of. */
async function bundledPackages(): Promise<readonly string[]> {
  const files = await bundledFiles();
  return files.flatMap((file) => {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
    return folder === undefined ? [] : [path.resolve(root, folder)];
  });
}

/** Folders of the packages that are packaged as they are, but for those whose name says a platform. */
function packagesBesideBundles(): readonly string[] {
  const configuration = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
  const names = [...configuration.matchAll(/^ +- from: (node_modules\/\S+)$/gm)].map(([, name]) => name ?? '');
  return names.filter((name) => !name.includes('$')).map((name) => path.join(root, name));
}

function readPackage(folder: string): NoticedPackage {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license: string;
    readonly author?: string | { readonly name: string };
  };
  const { name, version, license, author } = manifest;
  // Or a folder of such files, one for each part that is somebody else's.
  const named = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|copyright|notice)/i.test(file));
  const files = named.flatMap((file) =>
    statSync(path.join(folder, file)).isFile()
      ? [file]
      : readdirSync(path.join(folder, file)).map((inner) => path.join(file, inner)),
  );
  const texts = files.sort().map((file) => readFileSync(path.join(folder, file), 'utf8'));
  const by = typeof author === 'string' ? author : author?.name;
  const none = `The package carries no text; its package.json says ${license}${by === undefined ? '' : `, by ${by}`}.`;
  const text = texts.length === 0 ? none : texts.map((one) => one.replaceAll(/[ \t\r]+$/gm, '').trim()).join('\n\n');
  return { name, version, licence: license, text };
}

/** Packages of one maker often carry the very same text. */
function byText(notices: readonly NoticedPackage[]): readonly (readonly NoticedPackage[])[] {
  const groups = new Map<string, NoticedPackage[]>();
  for (const notice of notices) {
    const group = groups.get(notice.text);
    if (group === undefined) groups.set(notice.text, [notice]);
    else group.push(notice);
  }
  return [...groups.values()];
}

function section(group: readonly NoticedPackage[]): string {
  const names = group.map(({ name, version }) => `${name} ${version}`).join(', ');
  const licences = [...new Set(group.map(({ licence }) => licence))].join(', ');
  return `### ${names} (${licences})\n\n\`\`\`text\n${group[0]?.text ?? ''}\n\`\`\``;
}
