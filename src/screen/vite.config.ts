import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The web pages, built into the folder that the server serves. Nothing is loaded from elsewhere at run time. */
export default defineConfig({
  root: at('.'),
  publicDir: false,
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  server: {
    fs: { allow: [at('../..')] },
    proxy: { '/graphql': { target: 'http://127.0.0.1:4000', ws: true }, '/device': 'http://127.0.0.1:4000', '/login': 'http://127.0.0.1:4000' },
  },
  build: {
    outDir: at('../../dist/static'),
    emptyOutDir: true,
    // Screens in halls are updated rarely: no :has, no container queries, no CSS nesting.
    target: 'chrome90',
    // A font subset inlined into the style sheet would be loaded whether its characters occur or not.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { input: { wall: at('index.html'), office: at('office.html') } },
  },
});
