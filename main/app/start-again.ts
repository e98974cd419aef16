/** A start that somebody asked for while this one was ending: it is made when this one has ended. */
export interface StartAgain {
  /** From now on nothing can be handed over to this one any more. */
  readonly begin: () => void;
  /** Keeps a start with these folders and files, none or some, for later. False: this one is not ending, and takes them. */
  readonly keep: (paths: readonly string[]) => boolean;
  /** Folders and files of all the starts that were kept; null: there was none. */
  readonly kept: () => readonly string[] | null;
}

export function createStartAgain(): StartAgain {
  let isEnding = false;
  let paths: Set<string> | null = null;
  return {
    begin: () => {
      isEnding = true;
    },
    keep: (more) => {
      if (isEnding) paths = new Set([...(paths ?? []), ...more]);
      return isEnding;
    },
    kept: () => (paths === null ? null : [...paths]),
  };
}

/**
 * The arguments of another start of this program: its own, with other folders and files.
 *
 * @param args its own, with the program first
 * @param isPath whether one of them names a folder or a file that was to be classified
 */
export function argumentsWith(
  paths: readonly string[],
  args: readonly string[],
  isPath: (arg: string) => boolean,
): readonly string[] {
  return [...args.slice(1).filter((arg) => !isPath(arg)), ...paths];
}
