import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';
import unicorn from 'eslint-plugin-unicorn';

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
    files: ['renderer/**', 'test/renderer/**'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    // Warns that a library cannot be compiled by React's compiler, which is not used here.
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  // Launchers and configuration: plain JavaScript that speaks to a terminal and reads JSON; tsc checks its types.
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked], rules: { 'no-console': 'off' } },
);
