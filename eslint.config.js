import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';
import unicorn from 'eslint-plugin-unicorn';

// What gives a sentence away: a capital at the beginning and a full stop at the end, or an end with a beginning behind it.
// Values may stand in it, and at its beginning. A clause cannot be told from another string, but where it is a reason.
const WHOLE = String.raw`/^[A-Z][^]* [^]*[.!]\s*$|[a-z)][.!?] [A-Z]/`;
const BEGINNING = String.raw`/^(?:[A-Z][a-z]+|A) [a-z]/`;
const END = String.raw`/[.!]\s*$/`;
const WORDS_AND_END = String.raw`/ [^]*[a-z)][.!]\s*$|[a-z)][.!?] [A-Z]/`;
const REASON = 'Property[key.name=/^(?:detail|message|reason|remedy|why)$/]';
const texts = [
  `Literal[value=${WHOLE}]`,
  `TemplateElement[value.cooked=${WORDS_AND_END}]`,
  `TemplateLiteral:has(> TemplateElement:first-child[value.cooked=${BEGINNING}]):has(> TemplateElement:last-child[value.cooked=${END}])`,
  'JSXText[value=/[a-z]/]',
  `${REASON} > Literal[value=/ /]`,
  `${REASON} > TemplateLiteral > TemplateElement[value.cooked=/[a-z]{2}/]`,
];

export default defineConfig(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', 'test/arrows/fixtures/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { unicorn },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'unicorn/filename-case': ['error', { case: 'kebabCase' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Numeric loops over typed arrays index within bounds they just computed; `noUncheckedIndexedAccess` cannot know.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['main/**/*.ts', 'shared/**/*.ts', 'renderer/**/*.{ts,tsx}'],
    ignores: [
      'shared/texts/**',
      // What these say besides the catalogue's texts is for a terminal: of a checkout that is incomplete, or a build.
      'main/cli/**',
      'main/packaging/**',
      // SQL with comments in it.
      'main/catalog/migrations/**',
      // Why a request was refused: for the log.
      'main/app/ipc-request.ts',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...texts.map((selector) => ({ selector, message: 'a text that a person reads belongs to shared/texts' })),
      ],
    },
  },
  {
    files: ['renderer/**', 'test/renderer/**'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    // Warns that a library cannot be compiled by React's compiler, which is not used here.
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  // Launchers and configuration: plain JavaScript that speaks to a terminal and reads JSON; tsc checks its types.
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked], rules: { 'no-console': 'off' } },
);
