import './theme/index.css';
import { PiniaColada } from '@pinia/colada';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './app/App.vue';
import { leaveOldBuild } from './app/old-build.ts';
import { createDashboardRouter } from './app/router.ts';
import { i18n, preferredLanguage, useLanguage } from './locales/index.ts';

const app = createApp(App);
app.use(createPinia());
app.use(PiniaColada, {});
app.use(i18n);
// The first texts before the first page, so that no key is ever on the screen.
await useLanguage(preferredLanguage());
const router = createDashboardRouter();
leaveOldBuild(router, new URL(import.meta.url).pathname);
app.use(router);
app.mount('#app');
