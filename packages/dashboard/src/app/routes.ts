import type { RouteRecordRaw } from 'vue-router';

const installationPage: RouteRecordRaw = {
  path: 'plugins/:pluginId',
  props: true,
  component: () => import('../pages/installation/InstallationPage.vue'),
  children: [
    { path: '', redirect: { name: 'configure' } },
    {
      path: 'configure',
      name: 'configure',
      props: true,
      component: () => import('../pages/installation/ConfigurePage.vue'),
    },
    {
      path: 'shadow-report',
      name: 'shadow-report',
      props: true,
      component: () => import('../pages/installation/ShadowReportPage.vue'),
    },
    {
      path: 'history',
      name: 'history',
      props: true,
      component: () => import('../pages/installation/HistoryPage.vue'),
    },
    {
      path: 'versions',
      name: 'versions',
      props: true,
      component: () => import('../pages/installation/VersionsPage.vue'),
    },
    {
      path: 'problems',
      name: 'problems',
      props: true,
      component: () => import('../pages/installation/ProblemsPage.vue'),
    },
    {
      path: 'pages/:page(.*)',
      name: 'plugin-page',
      props: true,
      component: () => import('../pages/installation/PluginPageTab.vue'),
    },
    {
      path: 'about',
      name: 'about',
      props: true,
      component: () => import('../pages/installation/AboutPage.vue'),
    },
  ],
};

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: { name: 'guilds' } },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('../pages/SignInPage.vue'),
    meta: { public: true },
  },
  {
    path: '/g/:guildId/:pluginId?/:page(.*)?',
    name: 'open-page',
    props: true,
    component: () => import('../pages/OpenPage.vue'),
    meta: { public: true },
  },
  {
    path: '/operator/plugins',
    name: 'operator-plugins',
    component: () => import('../pages/operator/OperatorPluginsPage.vue'),
  },
  { path: '/guilds', name: 'guilds', component: () => import('../pages/GuildsPage.vue') },
  {
    path: '/guilds/:guildId',
    props: true,
    component: () => import('./GuildShell.vue'),
    children: [
      { path: '', name: 'overview', props: true, component: () => import('../pages/OverviewPage.vue') },
      {
        path: 'catalogue',
        name: 'catalogue',
        props: true,
        component: () => import('../pages/CataloguePage.vue'),
      },
      {
        path: 'catalogue/:pluginId',
        name: 'plugin',
        props: true,
        component: () => import('../pages/plugin/PluginPage.vue'),
      },
      {
        path: 'catalogue/:pluginId/install',
        name: 'consent',
        props: true,
        component: () => import('../pages/plugin/ConsentPage.vue'),
      },
      installationPage,
      {
        path: 'settings',
        name: 'settings',
        props: true,
        component: () => import('../pages/SettingsPage.vue'),
      },
      {
        path: 'commands',
        name: 'commands',
        props: true,
        component: () => import('../pages/commands/CommandsPage.vue'),
      },
      { path: 'why', name: 'why', props: true, component: () => import('../pages/why/WhyPage.vue') },
      { path: 'audit', name: 'audit', props: true, component: () => import('../pages/AuditPage.vue') },
    ],
  },
  ...(import.meta.env.DEV
    ? [
        {
          path: '/gallery',
          name: 'gallery',
          component: () => import('../gallery/GalleryPage.vue'),
          meta: { public: true },
        },
      ]
    : []),
  {
    path: '/:path(.*)*',
    name: 'not-found',
    component: () => import('../pages/NotFoundPage.vue'),
    meta: { public: true },
  },
];
