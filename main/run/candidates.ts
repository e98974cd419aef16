import picomatch from 'picomatch';
import type { FilePath } from '../../shared/file-path.ts';

/** What a name makes of a file or folder before anything is opened. */
export interface CandidateRules {
  /** Lower case, without the dot. */
  readonly extensions: readonly string[];
  /** Glob patterns over the path below the folder that was named (`**` crosses folders); one without `/` reads names. */
  readonly ignore: readonly string[];
}

// Folders of operating systems and of other picture programs: bins, indexes, thumbnails.
const SYSTEM_FOLDERS = new Set([
  '$recycle.bin',
  'system volume information',
  'lost+found',
  '@eadir',
  '#recycle',
  '__macosx',
]);

export interface Candidates {
  isCandidate(name: string): boolean;
  /** Names that start with a dot. */
  isHidden(name: string): boolean;
  /** Folders that no person filled. */
  isSystemFolder(name: string): boolean;
  /** `path` is below the folder that was named. */
  isIgnored(path: string): boolean;
  /** Whether the content of a file (its absolute path) does not say that it is something else than a picture. */
  mayBePicture(path: FilePath): Promise<boolean>;
}

/** What the same rules say of names, as patterns (`*` for any run of characters): for whoever asks of many at once. */
export function namePatterns(extensions: readonly string[]): {
  readonly files: readonly string[];
  readonly passedFiles: readonly string[];
  readonly passedFolders: readonly string[];
} {
  const hidden = '.*';
  return {
    files: extensions.map((extension) => `*.${extension}`),
    passedFiles: [hidden],
    passedFolders: [hidden, ...SYSTEM_FOLDERS],
  };
}

/** Compiles the rules once for a whole scan. */
export function compileCandidates(rules: CandidateRules, mayBePicture: Candidates['mayBePicture']): Candidates {
  const extensions = new Set(rules.extensions.map((extension) => extension.toLowerCase()));
  const ignored =
    rules.ignore.length === 0
      ? (): boolean => false
      : picomatch(
          rules.ignore.map((pattern) => (pattern.includes('/') ? pattern : `**/${pattern}`)),
          {
            dot: true,
            nocase: true,
          },
        );
  return {
    isCandidate: (name) => extensions.has(extensionOf(name)),
    isHidden: (name) => name.startsWith('.'),
    isSystemFolder: (name) => SYSTEM_FOLDERS.has(name.toLowerCase()),
    isIgnored: ignored,
    mayBePicture,
  };
}

/** Lower case, without the dot; '' where the name has none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
