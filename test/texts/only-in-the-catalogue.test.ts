import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const RULE = 'no-restricted-syntax';

/** Rules of the project's own lint about texts that a file's code breaks. */
async function refusedIn(file: string, code: string): Promise<readonly string[]> {
  const config = (await new ESLint().calculateConfigForFile(file)) as { readonly rules: Linter.RulesRecord };
  const languageOptions = { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } } as const;
  const rules = { [RULE]: config.rules[RULE] ?? 'off' };
  const found = new Linter().verify(code, [{ files: ['**/*.ts', '**/*.tsx'], languageOptions, rules }], file);
  return found.map(({ ruleId, message }) => ruleId ?? message);
}

describe('outside of shared/texts', () => {
  it.each([
    "'You have no permission to list this folder.'",
    "'model: is for the whole query. Write it last'",
    '`The folder could not be listed to its end (${code}).`',
    '`${file} is not a file that can be written over; name another.`',
    '`Memory ran out (${cause}). Save a smaller copy: ${file}`',
    "({ kind, reason: 'is missing' })",
    '({ kind, detail: `it has no ${file}` })',
  ])('lint refuses %s', async (text) => {
    expect(await refusedIn('main/run/scan.ts', `export const text = ${text};`)).toEqual([RULE]);
    expect(await refusedIn('shared/query/parse.ts', `export const text = ${text};`)).toEqual([RULE]);
  });

  it('lint refuses words between the tags of the window', async () => {
    expect(await refusedIn('renderer/app.tsx', 'export const page = <p>No pictures</p>;')).toEqual([RULE]);
  });

  it.each([
    "new Error('a worker came before its pool')",
    "'SELECT count(*) FROM pictures WHERE root = ? AND state = ?'",
    '`SELECT ${columns} FROM pictures p`',
    '`${file} ${reason}`',
    '({ kind, reason: `${tensor} ${reason}`, detail: texts.gone })',
    "'image/svg+xml'",
  ])('lint lets %s be', async (text) => {
    expect(await refusedIn('main/run/scan.ts', `export const text = ${text};`)).toEqual([]);
  });

  it('lint lets sentences stand where they belong', async () => {
    const sentence = "export const text = 'The run was stopped.';";
    expect(await refusedIn('shared/texts/process-ends.ts', sentence)).toEqual([]);
    expect(await refusedIn('main/cli/host.ts', sentence)).toEqual([]);
  });
});
