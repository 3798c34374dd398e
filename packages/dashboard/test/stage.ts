import { PiniaColada } from '@pinia/colada';
import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { TooltipProvider } from 'reka-ui';
import { vi } from 'vitest';
import { type Component, defineComponent, h, type Plugin } from 'vue';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import en from '../src/locales/en.json' with { type: 'json' };

/** A request as the page sent it. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch: string | undefined;
}

type Reply = (sent: Sent) => { status?: number; body?: unknown };

/** Plays the host: answers by `METHOD /path` below /api/v1, and remembers what it was asked. */
export function playHost(replies: Readonly<Record<string, Reply>>): Sent[] {
  const asked: Sent[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const path = input.replace(/^.*\/api\/v1/, '').replace(/\?.*$/, '');
    const headers = new Headers(init.headers);
    const sent: Sent = {
      method: init.method ?? 'GET',
      path,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      ifMatch: headers.get('if-match') ?? undefined,
    };
    asked.push(sent);
    const reply = replies[`${sent.method} ${path}`];
    if (!reply) return problem(404, 'route_not_found');
    const { status = 200, body } = reply(sent);
    if (status >= 400) return problem(status, String((body as { code: string }).code), body);
    return status === 204 ? new Response(null, { status }) : Response.json(body, { status });
  });
  return asked;
}

function problem(status: number, code: string, more: unknown = {}): Response {
  return new Response(
    JSON.stringify({
      type: 'about:blank',
      title: code,
      status,
      detail: 'Why.',
      remedy: 'Try.',
      code,
      requestId: 'r',
      ...(more as object),
    }),
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}

export const testI18n = () => createI18n({ legacy: false, locale: 'en', messages: { en } });

/** Mounts a component as the dashboard does: with its stores, texts and tooltips; a router is among the other plugins. */
export function mountInDashboard(
  component: Component,
  props: Record<string, unknown> = {},
  plugins: readonly Plugin[] = [],
) {
  const pinia = createPinia();
  const host = defineComponent(() => () => h(TooltipProvider, () => h(component, props)));
  return mount(host, {
    attachTo: document.body,
    global: { plugins: [pinia, [PiniaColada, {}], testI18n(), ...plugins] },
  });
}

/** A router of which every address is the same place: for what keeps its state in the address. */
export function testRouter(): Router {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: { template: '' } },
      { path: '/:anywhere(.+)', component: { template: '' } },
    ],
  });
  void router.push('/');
  return router;
}
