import { existsSync } from 'node:fs';
import path from 'node:path';
import { cruise, type IForbiddenRuleType } from 'dependency-cruiser';
import configuration from '../../.dependency-cruiser.js';

/** Names of the rules that the arrows follow. */
export const ruleNames: readonly string[] = configuration.forbidden.map((rule) => rule.name ?? 'unnamed');

/** An import against the arrows. */
export interface ArrowViolation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Reads every import below main/, shared/ and renderer/ of a tree. Throws where it saw no module at all: a check that
 * looked at nothing must not pass.
 */
export async function checkArrows(tree: string): Promise<readonly ArrowViolation[]> {
  const folders = ['main', 'shared', 'renderer'].filter((folder) => existsSync(path.join(tree, folder)));
  const forbidden: IForbiddenRuleType[] = configuration.forbidden;
  const { output } = await cruise(folders, {
    ...configuration.options,
    baseDir: tree,
    validate: true,
    ruleSet: { forbidden },
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser reported text where a result was asked for');
  if (output.summary.totalCruised === 0) throw new Error(`no module was seen in ${tree}: the arrows were not checked`);
  return output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

if (process.argv[1] === import.meta.filename) {
  const violations = await checkArrows(path.resolve(import.meta.dirname, '..', '..'));
  for (const { rule, from, to } of violations) process.stderr.write(`${rule}: ${from} → ${to}\n`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
