import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import { documentIdOf } from '../kernel/document-id.js';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const asked = '?document';

/** A GraphQL document with its id, reckoned here: browsers have no SHA-256 for pages that came over plain HTTP. */
const documents: Plugin = {
  name: 'documents',
  load(id) {
    if (!id.endsWith(`.graphql${asked}`)) return undefined;
    const file = id.slice(0, -asked.length);
    this.addWatchFile(file);
    const query = readFileSync(file, 'utf8');
    return { code: `export default ${JSON.stringify({ query, documentId: documentIdOf(query) })};`, moduleType: 'js' };
  },
};

/** The web pages, built into the folder that the server serves. Nothing is loaded from elsewhere at run time. */
export default defineConfig({
  root: at('.'),
  publicDir: false,
  plugins: [vue(), documents],
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
