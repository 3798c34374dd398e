type Json = Record<string, unknown>;

/** What earlier steps made: ids by name. */
export type Made = Record<string, string>;

export interface Step {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: (made: Made) => string;
  body?: (made: Made) => unknown;
  /** Under which name the answer's id (or code) is kept. */
  as?: string;
}

const x = (count: number) => 'x'.repeat(count);
const step = (
  name: string,
  method: Step['method'],
  path: Step['path'],
  body?: Step['body'],
  as?: string,
): Step => ({ name, method, path, ...(body ? { body } : {}), ...(as ? { as } : {}) });

const channel = (m: Made) => `/channels/${m.channel}`;
const message = (m: Made) => `/channels/${m.channel}/messages/${m.message}`;
const guild = (m: Made) => `/guilds/${m.guild}`;
const soon = (): Json => ({
  scheduled_start_time: new Date(Date.now() + 3_600_000).toISOString(),
  scheduled_end_time: new Date(Date.now() + 7_200_000).toISOString(),
});

/**
 * What is asked of both, in this order. It makes its own channel, role and so on, and takes them away again; the rest of
 * the guild it only reads. Well below a hundred calls.
 */
export const steps: readonly Step[] = [
  step('who the bot is', 'GET', () => '/users/@me'),
  step('its application', 'GET', () => '/applications/@me'),
  step('the gateway', 'GET', () => '/gateway/bot'),
  step('the guild', 'GET', guild),
  step('its own member', 'GET', (m) => `${guild(m)}/members/${m.bot}`),
  step(
    'a channel made',
    'POST',
    (m) => `${guild(m)}/channels`,
    () => ({ name: 'conformity', type: 0 }),
    'channel',
  ),
  step('the channel', 'GET', channel),
  step('the channel changed', 'PATCH', channel, () => ({ topic: 'A topic', rate_limit_per_user: 5 })),
  step(
    'a message',
    'POST',
    (m) => `${channel(m)}/messages`,
    () => ({ content: 'hello' }),
    'message',
  ),
  step('the message', 'GET', message),
  step('the message edited', 'PATCH', message, () => ({ content: 'changed' })),
  step(
    'a reply',
    'POST',
    (m) => `${channel(m)}/messages`,
    (m) => ({ content: 'reply', message_reference: { message_id: m.message } }),
    'reply',
  ),
  step(
    'an embed',
    'POST',
    (m) => `${channel(m)}/messages`,
    () => ({
      embeds: [{ title: 't', description: 'd', fields: [{ name: 'n', value: 'v' }], footer: { text: 'f' } }],
    }),
  ),
  step(
    'buttons',
    'POST',
    (m) => `${channel(m)}/messages`,
    () => ({
      content: 'b',
      components: [{ type: 1, components: [{ type: 2, style: 1, label: 'A', custom_id: 'a' }] }],
    }),
  ),
  step(
    'Components V2',
    'POST',
    (m) => `${channel(m)}/messages`,
    () => ({
      flags: 32768,
      components: [{ type: 17, components: [{ type: 10, content: 'text' }, { type: 14 }] }],
    }),
  ),
  step(
    'a poll',
    'POST',
    (m) => `${channel(m)}/messages`,
    () => ({
      poll: {
        question: { text: 'q' },
        answers: [{ poll_media: { text: 'a' } }, { poll_media: { text: 'b' } }],
      },
    }),
    'poll',
  ),
  step('the poll’s voters', 'GET', (m) => `${channel(m)}/polls/${m.poll}/answers/1`),
  step('the poll ended', 'POST', (m) => `${channel(m)}/polls/${m.poll}/expire`),
  step('a reaction', 'PUT', (m) => `${message(m)}/reactions/%F0%9F%91%8D/@me`),
  step('who reacted', 'GET', (m) => `${message(m)}/reactions/%F0%9F%91%8D`),
  step('the message pinned', 'PUT', (m) => `${channel(m)}/messages/pins/${m.message}`),
  step('the pins', 'GET', (m) => `${channel(m)}/messages/pins`),
  step('the history', 'GET', (m) => `${channel(m)}/messages?limit=5`),
  step(
    'a thread of a message',
    'POST',
    (m) => `${message(m)}/threads`,
    () => ({ name: 'thread' }),
    'thread',
  ),
  step(
    'a second thread of it',
    'POST',
    (m) => `${message(m)}/threads`,
    () => ({ name: 'thread' }),
  ),
  step('the thread’s members', 'GET', (m) => `/channels/${m.thread}/thread-members`),
  step(
    'the thread archived',
    'PATCH',
    (m) => `/channels/${m.thread}`,
    () => ({ archived: true }),
  ),
  step('the active threads', 'GET', (m) => `${guild(m)}/threads/active`),
  step(
    'an invite',
    'POST',
    (m) => `${channel(m)}/invites`,
    () => ({ max_age: 60, max_uses: 1, unique: true }),
    'invite',
  ),
  step('the invite', 'GET', (m) => `/invites/${m.invite}?with_counts=true`),
  step('the invite taken back', 'DELETE', (m) => `/invites/${m.invite}`),
  step(
    'a webhook',
    'POST',
    (m) => `${channel(m)}/webhooks`,
    () => ({ name: 'Conformity' }),
    'webhook',
  ),
  step('the webhooks', 'GET', (m) => `${channel(m)}/webhooks`),
  step('the webhook deleted', 'DELETE', (m) => `/webhooks/${m.webhook}`),
  step(
    'a role',
    'POST',
    (m) => `${guild(m)}/roles`,
    () => ({ name: 'conformity', permissions: '0' }),
    'role',
  ),
  step(
    'the role changed',
    'PATCH',
    (m) => `${guild(m)}/roles/${m.role}`,
    () => ({ name: 'conformity 2', hoist: true }),
  ),
  step('the role given', 'PUT', (m) => `${guild(m)}/members/${m.bot}/roles/${m.role}`),
  step('the role deleted', 'DELETE', (m) => `${guild(m)}/roles/${m.role}`),
  step(
    'an overwrite',
    'PUT',
    (m) => `${channel(m)}/permissions/${m.guild}`,
    () => ({ type: 0, deny: '2048' }),
  ),
  step(
    'a rule of AutoMod',
    'POST',
    (m) => `${guild(m)}/auto-moderation/rules`,
    () => ({
      name: 'conformity',
      event_type: 1,
      trigger_type: 1,
      trigger_metadata: { keyword_filter: ['conformity*'] },
      actions: [{ type: 1 }],
    }),
    'rule',
  ),
  step('the rules', 'GET', (m) => `${guild(m)}/auto-moderation/rules`),
  step('the rule deleted', 'DELETE', (m) => `${guild(m)}/auto-moderation/rules/${m.rule}`),
  step(
    'an event',
    'POST',
    (m) => `${guild(m)}/scheduled-events`,
    () => ({
      name: 'conformity',
      privacy_level: 2,
      entity_type: 3,
      entity_metadata: { location: 'here' },
      ...soon(),
    }),
    'event',
  ),
  step('the event deleted', 'DELETE', (m) => `${guild(m)}/scheduled-events/${m.event}`),
  step('the audit log', 'GET', (m) => `${guild(m)}/audit-logs?limit=5`),
  step('refused: an unknown channel', 'GET', () => '/channels/1'),
  step('refused: an unknown message', 'GET', (m) => `${channel(m)}/messages/1`),
  step(
    'refused: an empty message',
    'POST',
    (m) => `${channel(m)}/messages`,
    () => ({ content: '' }),
  ),
  step(
    'refused: 2001 characters',
    'POST',
    (m) => `${channel(m)}/messages`,
    () => ({ content: x(2001) }),
  ),
  step(
    'refused: an embed of 257',
    'POST',
    (m) => `${channel(m)}/messages`,
    () => ({ embeds: [{ title: x(257) }] }),
  ),
  step(
    'refused: two buttons of one id',
    'POST',
    (m) => `${channel(m)}/messages`,
    () => ({
      content: 'x',
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 1, label: 'A', custom_id: 'a' },
            { type: 2, style: 1, label: 'B', custom_id: 'a' },
          ],
        },
      ],
    }),
  ),
  step(
    'refused: deleting one message in bulk',
    'POST',
    (m) => `${channel(m)}/messages/bulk-delete`,
    (m) => ({ messages: [m.message] }),
  ),
  step('refused: an unknown role', 'PUT', (m) => `${guild(m)}/members/${m.bot}/roles/1`),
  step('refused: an unknown ban', 'GET', (m) => `${guild(m)}/bans/1`),
  step('refused: an unknown emoji', 'PUT', (m) => `${message(m)}/reactions/nope/@me`),
  step('refused: an unknown webhook', 'GET', () => '/webhooks/1'),
  step(
    'refused: a pattern with a look-ahead',
    'POST',
    (m) => `${guild(m)}/auto-moderation/rules`,
    () => ({
      name: 'c',
      event_type: 1,
      trigger_type: 1,
      trigger_metadata: { regex_patterns: ['(?=x)'] },
      actions: [{ type: 1 }],
    }),
  ),
  step('a message deleted', 'DELETE', (m) => `${channel(m)}/messages/${m.reply}`),
  step('the channel deleted', 'DELETE', channel),
];
