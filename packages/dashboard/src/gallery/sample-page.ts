import type { PluginPage } from '../api/index.ts';
import type { PageHost } from '../plugin-pages/page-context.ts';

const names = {
  members: {
    '101': { name: 'Ana', avatarUrl: null },
    '102': { name: 'Bob', avatarUrl: null },
    '103': { name: 'Moderator Mia', avatarUrl: null },
  },
  channels: { '201': 'general', '202': 'off-topic' },
  roles: { '301': 'Regulars' },
};

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const kinds = ['warn', 'timeout', 'ban', 'note'] as const;
const cases = Array.from({ length: 12 }, (_, index) => ({
  id: String(412 - index),
  kind: kinds[index % kinds.length],
  member: index % 2 === 0 ? '101' : '102',
  actor: '103',
  reason: index % 3 === 0 ? 'Links to a shop in every channel, after two warnings' : 'Insults',
  at: ago(7 + index * 190),
  until: new Date(Date.now() + (index + 1) * 1_000 * 3671).toISOString(),
  forMs: 3_600_000 * (index + 1),
  open: index !== 2,
}));

const kindBadges = {
  warn: { text: { en: 'Warning', fr: 'Avertissement' }, tone: 'warning' },
  timeout: { text: { en: 'Timeout', fr: 'Exclusion' }, tone: 'accent' },
  ban: { text: { en: 'Ban', fr: 'Bannissement' }, tone: 'danger' },
  note: { text: 'Note', tone: 'neutral' },
} as const;

const text = (title: string) => ({ type: 'string', title, minLength: 1, maxLength: 200 });
const none = { type: 'object', properties: {}, additionalProperties: false };
const route = (
  name: string,
  body: Record<string, unknown> | null = null,
  query: Record<string, unknown> = none,
): PluginPage['routes'][number] => {
  const [method, path = '/'] = name.split(' ');
  return { name, method: method as 'GET', path, query, body };
};

/** A page with every kind of block, as a moderation plugin might declare it. */
export const samplePage: PluginPage = {
  pluginId: 'sample',
  pluginName: 'Sample',
  path: '/cases',
  title: 'Cases',
  access: 'manager',
  locales: { en: {} },
  routes: [
    route('GET /cases', null, {
      type: 'object',
      properties: {
        text: { type: 'string' },
        kind: { type: 'string', enum: [...kinds] },
        open: { type: 'boolean' },
        sort: { type: 'string', enum: ['at', '-at'] },
        since: { type: 'string' },
      },
    }),
    route('GET /cases/{id}'),
    route('PATCH /cases/{id}', {
      type: 'object',
      required: ['reason'],
      properties: { reason: text('Reason'), silent: { type: 'boolean', title: 'Say nothing to the member' } },
    }),
    route('POST /cases', {
      type: 'object',
      required: ['reason'],
      properties: { reason: text('Reason') },
    }),
    route('DELETE /cases/{id}'),
    route('POST /cases/{id}/reopen', { type: 'object', properties: {} }),
    route('POST /cases/close', {
      type: 'object',
      required: ['ids'],
      properties: { ids: { type: 'array', items: { type: 'string' } } },
    }),
    route('POST /cases/{id}/move', { type: 'object', properties: { to: { type: 'integer' } } }),
    route('POST /test', {
      type: 'object',
      required: ['text'],
      properties: { text: { type: 'string', title: 'Message', maxLength: 2000 } },
    }),
    route('GET /summary'),
    route('GET /timeline'),
    route('GET /empty'),
    route('GET /broken'),
    route('GET /slow'),
  ],
  blocks: [
    {
      kind: 'stat',
      title: { en: 'Cases this week', fr: 'Dossiers cette semaine' },
      route: 'GET /summary',
      value: 'cases',
      before: 'casesBefore',
      better: 'less',
    },
    { kind: 'stat', title: 'Next unban', route: 'GET /summary', value: 'next', as: 'countdown' },
    { kind: 'stat', title: 'Reports', route: 'GET /summary', value: 'reports', tone: 'tone', unit: 'open' },
    {
      kind: 'tabs',
      tabs: [
        {
          title: { en: 'Cases', fr: 'Dossiers' },
          blocks: [
            {
              kind: 'table',
              title: { en: 'Cases', fr: 'Dossiers' },
              route: 'GET /cases',
              search: 'text',
              sort: 'sort',
              filters: [
                {
                  query: 'kind',
                  title: { en: 'Kind', fr: 'Genre' },
                  options: { warn: 'Warning', timeout: 'Timeout', ban: 'Ban', note: 'Note' },
                },
                { query: 'open', title: { en: 'Open', fr: 'Ouvert' } },
                { query: 'since', title: { en: 'Since', fr: 'Depuis' }, as: 'since' },
              ],
              columns: [
                { field: 'id', title: { en: 'Case', fr: 'Dossier' }, text: '#{id}' },
                { field: 'kind', title: { en: 'Kind', fr: 'Genre' }, as: 'badge', badges: kindBadges },
                { field: 'member', title: { en: 'Member', fr: 'Membre' }, as: 'member' },
                { field: 'reason', title: { en: 'Reason', fr: 'Motif' } },
                { field: 'until', title: { en: 'Ends', fr: 'Fin' }, as: 'countdown' },
                { field: 'at', title: { en: 'When', fr: 'Quand' }, as: 'date' },
              ],
              create: {
                kind: 'action',
                title: { en: 'New note', fr: 'Nouvelle note' },
                icon: 'add',
                route: 'POST /cases',
                ask: ['reason'],
              },
              actions: [
                {
                  kind: 'action',
                  title: { en: 'Edit', fr: 'Modifier' },
                  icon: 'edit',
                  route: 'PATCH /cases/{id}',
                  params: { id: 'id' },
                  ask: ['reason', 'silent'],
                  value: { route: 'GET /cases/{id}', params: { id: 'id' } },
                },
                {
                  kind: 'action',
                  title: { en: 'Reopen', fr: 'Rouvrir' },
                  icon: 'undo',
                  route: 'POST /cases/{id}/reopen',
                  params: { id: 'id' },
                  when: { field: 'open', is: [false] },
                },
                {
                  kind: 'action',
                  title: { en: 'Delete', fr: 'Supprimer' },
                  icon: 'delete',
                  route: 'DELETE /cases/{id}',
                  params: { id: 'id' },
                  danger: true,
                  confirm: {
                    en: 'Delete case #{id} of {member}?',
                    fr: 'Supprimer le dossier #{id} de {member} ?',
                  },
                  done: { en: 'Case #{id} is gone.', fr: 'Le dossier #{id} a disparu.' },
                  undo: { route: 'POST /cases/{id}/reopen', params: { id: 'id' } },
                },
              ],
              bulk: [
                {
                  kind: 'bulk',
                  title: { en: 'Close', fr: 'Clore' },
                  icon: 'check',
                  route: 'POST /cases/close',
                  ids: 'ids',
                  confirm: { en: 'Close {count} cases?', fr: 'Clore {count} dossiers ?' },
                },
              ],
              move: { route: 'POST /cases/{id}/move', params: { id: 'id' }, position: 'to' },
              detail: {
                title: { en: 'Case #{id}', fr: 'Dossier #{id}' },
                blocks: [
                  {
                    kind: 'details',
                    title: 'Case',
                    route: 'GET /cases/{id}',
                    params: { id: 'id' },
                    shows: [
                      { field: 'kind', title: { en: 'Kind', fr: 'Genre' }, as: 'badge', badges: kindBadges },
                      { field: 'member', title: { en: 'Member', fr: 'Membre' }, as: 'member' },
                      { field: 'reason', title: { en: 'Reason', fr: 'Motif' } },
                      { field: 'forMs', title: { en: 'For', fr: 'Pour' }, as: 'duration' },
                    ],
                  },
                  {
                    kind: 'timeline',
                    title: { en: 'What happened', fr: 'Ce qui s’est passé' },
                    route: 'GET /timeline',
                    at: 'at',
                    text: '{reason}',
                    actor: 'actor',
                    badge: { field: 'kind', badges: kindBadges },
                  },
                ],
              },
            },
          ],
        },
        {
          title: { en: 'Tester', fr: 'Essai' },
          blocks: [
            {
              kind: 'tester',
              title: { en: 'Try a message', fr: 'Essayer un message' },
              route: 'POST /test',
              ask: ['text'],
              shows: [
                { field: 'normalised', title: { en: 'As it is read', fr: 'Tel que lu' }, as: 'marked text' },
                {
                  field: 'fired',
                  title: { en: 'Rules that fire', fr: 'Règles déclenchées' },
                  as: 'list',
                  columns: [
                    { field: 'rule', title: { en: 'Rule', fr: 'Règle' } },
                    { field: 'by', title: { en: 'By', fr: 'Par' }, as: 'code' },
                  ],
                },
              ],
            },
            {
              kind: 'preview',
              title: { en: 'The answer in Discord', fr: 'La réponse dans Discord' },
              route: 'GET /summary',
              message: 'message',
            },
          ],
        },
        {
          title: { en: 'States', fr: 'États' },
          blocks: [
            {
              kind: 'table',
              title: { en: 'Empty', fr: 'Vide' },
              route: 'GET /empty',
              columns: [{ field: 'id', title: 'Id' }],
              empty: {
                en: 'Nobody was reported. That is good.',
                fr: 'Personne n’a été signalé. Tant mieux.',
              },
            },
            { kind: 'timeline', title: 'Broken', route: 'GET /broken', at: 'at', text: '{reason}' },
            {
              kind: 'details',
              title: { en: 'On its way', fr: 'En route' },
              route: 'GET /slow',
              shows: [
                { field: 'a', title: 'A' },
                { field: 'b', title: 'B' },
                { field: 'c', title: 'C' },
              ],
            },
          ],
        },
      ],
    },
  ],
};

/** Answers like the plugin of the sample page would, from what is written here. */
export function sampleHost(problem: Error): PageHost {
  const byRoute: Readonly<Record<string, (query: Readonly<Record<string, string>>) => unknown>> = {
    'GET /cases': ({ kind, text: words, open }) => ({
      items: cases.filter(
        (each) =>
          (!kind || each.kind === kind) &&
          (!words || each.reason.toLowerCase().includes(words.toLowerCase())) &&
          (!open || String(each.open) === open),
      ),
      next: null,
    }),
    'GET /cases/{id}': () => cases[1],
    'GET /summary': () => ({
      cases: 31,
      casesBefore: 42,
      next: new Date(Date.now() + 5_000_000).toISOString(),
      reports: 3,
      tone: 'warning',
      message: {
        content: 'Hello **everybody**, <#201> is open again.',
        embed: { title: 'Prize', description: 'Two tickets', color: 0x8a5cf6 },
      },
    }),
    'GET /timeline': () => cases.slice(0, 4),
    'GET /empty': () => [],
    'GET /broken': () => {
      throw problem;
    },
  };
  return {
    async read(address, { query }) {
      const block = blockAt(samplePage.blocks, address.split('.').map(Number));
      const name = block && 'route' in block ? block.route : '';
      if (name === 'GET /slow') return new Promise(() => undefined);
      return { data: byRoute[name]?.(query), names };
    },
    async call(called, _path, { body }) {
      const sent = (body ?? {}) as { text?: string; ids?: readonly string[] };
      if (called.name === 'POST /test') return { data: tested(sent.text ?? ''), etag: undefined };
      if (called.name === 'POST /cases/close') {
        const data = (sent.ids ?? []).map((id, index) =>
          index === 1 ? { id, ok: false, problem: 'It is closed already.' } : { id, ok: true },
        );
        return { data, etag: undefined };
      }
      return { data: called.method === 'GET' ? cases[1] : undefined, etag: '"1"' };
    },
  };
}

function tested(written: string) {
  const at = written.toLowerCase().indexOf('shop');
  return {
    normalised: {
      text: written.toLowerCase(),
      marks: at < 0 ? [] : [{ from: at, to: at + 4, tone: 'danger', title: 'Word list' }],
    },
    fired: at < 0 ? [] : [{ rule: 'No advertising', by: 'word' }],
  };
}

type Block = PluginPage['blocks'][number];

function blockAt(blocks: readonly Block[], [at = 0, ...rest]: readonly number[]): Block | undefined {
  const block = blocks[at];
  if (!block || rest.length === 0) return block;
  if (block.kind === 'tabs') return blockAt(block.tabs[rest[0] ?? 0]?.blocks ?? [], rest.slice(1));
  if (block.kind === 'section') return blockAt(block.blocks, rest);
  return block.kind === 'table' ? blockAt(block.detail?.blocks ?? [], rest) : undefined;
}
