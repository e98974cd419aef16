import type { Reply } from '../../shared/contract/answers.ts';
import { displayPath } from '../../shared/file-path.ts';
import type { Core } from '../core/host-contract.ts';
import { replyOf } from './command-handlers.ts';

/** Where a root is, as it is shown; none where it is no root any more. */
export async function placesOfRoot({ roots }: Pick<Core, 'roots'>, root: number): Promise<Reply<readonly string[]>> {
  return replyOf(await roots(null), (known) =>
    known.filter((one) => one.root === root).map(({ path }) => displayPath(path)),
  );
}
