import vue from '@vitejs/plugin-vue';
import { defineProject } from 'vitest/config';

export default defineProject({
  plugins: [vue()],
  resolve: { conditions: ['@guildhall/source'] },
  test: {
    name: 'dashboard',
    environment: 'happy-dom',
    include: ['test/**/*.test.ts'],
    setupFiles: ['../../scripts/property-seed.ts'],
  },
});
