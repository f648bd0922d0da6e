import { defineConfig, globalIgnores } from 'eslint/config';
import hooks from 'eslint-plugin-react-hooks';
import { configs } from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['web/dist/', 'media/worker/compat/', 'eslint.config.js']),
  configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'test/tsconfig.json', 'web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A count or a port in a message is no mistake.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A promise is awaited, or `void` says that it is let go on purpose.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // Handlers of events of React may be async.
    files: ['web/**', 'test/web/**'],
    extends: [hooks.configs.flat.recommended],
    rules: { '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }] },
  },
  {
    // Programs: what they print is their interface.
    files: ['server/serve.ts', 'server/say.ts', 'scripts/**', 'test/fleet/main.ts', 'media/worker/self-test.ts'],
    rules: { 'no-console': 'off' },
  },
);
