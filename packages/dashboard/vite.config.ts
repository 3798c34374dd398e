import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { bundleBudget } from './build/bundle-budget.ts';
import { precompress } from './build/precompress.ts';

export default defineConfig({
  plugins: [
    vue(),
    tailwindcss(),
    bundleBudget({
      firstRoute: ['index.html', 'src/pages/SignInPage.vue', 'src/locales/en.json'],
      firstRouteBytes: 120_000,
      lazyRouteBytes: 60_000,
      styleBytes: 20_000,
    }),
    precompress(),
  ],
  resolve: { conditions: ['@guildhall/source', 'module', 'browser', 'development|production'] },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: { manifest: true, target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: {
    // `npm run dev` beside a running Guildhall: the API is the real one, the pages reload as they are written.
    proxy: { '/api': process.env.GUILDHALL_URL ?? 'http://127.0.0.1:3000' },
  },
});
