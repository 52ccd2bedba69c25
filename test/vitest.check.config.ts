import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** The tests that need no database, for `npm run check`. */
export default mergeConfig({ ...base, test: { ...base.test, include: [], globalSetup: [] } }, defineConfig({
  test: { include: ['test/check/**/*.test.ts'] },
}));
