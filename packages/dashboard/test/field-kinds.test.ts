import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { h, nextTick, reactive } from 'vue';
import SchemaForm from '../src/forms/SchemaForm.vue';
import type { JsonSchema } from '../src/forms/schema/json-schema.ts';
import { loadPatterns } from '../src/forms/schema/safe-pattern.ts';
import type { OverrideDraft } from '../src/forms/values/overrides.ts';
import { mountInDashboard, playHost } from './stage.ts';

const guildId = '100000000000000099';
const [general, arena, gold, party] = [1, 2, 3, 4].map((n) => `10000000000000000${n}`) as [
  string,
  string,
  string,
  string,
];
const may = { botPermissions: ['ViewChannel', 'SendMessages'], position: 0, parentId: null };

beforeEach(() => {
  document.body.innerHTML = '';
  Element.prototype.scrollIntoView = () => {};
  playHost({
    [`GET /guilds/${guildId}/channels`]: () => ({
      body: {
        items: [
          { id: general, name: 'general', type: 'text', ...may },
          { id: arena, name: 'Arena', type: 'category', ...may },
        ],
      },
    }),
    [`GET /guilds/${guildId}/roles`]: () => ({
      body: {
        items: [
          {
            id: gold,
            name: 'Gold',
            color: 0,
            position: 1,
            managed: false,
            permissions: [],
            assignable: true,
          },
        ],
      },
    }),
    [`GET /guilds/${guildId}/emojis`]: () => ({
      body: { items: [{ id: party, name: 'party', animated: true, imageUrl: 'https://cdn.example/p.gif' }] },
    }),
    [`GET /guilds/${guildId}/settings`]: () => ({
      body: { language: 'en', timezone: 'Europe/Paris', managerRoles: [], logChannel: null, revision: 1 },
    }),
  });
});

function form(
  properties: Record<string, JsonSchema>,
  values: Record<string, unknown> = {},
  errors: ReadonlyMap<string, readonly string[]> = new Map(),
) {
  const state = reactive({ values });
  const page = mountInDashboard(() =>
    h(SchemaForm, {
      schema: { type: 'object', properties },
      guildId,
      guildName: 'Café',
      errors,
      modelValue: state.values,
      'onUpdate:modelValue': (next: Record<string, unknown>) => {
        state.values = next;
      },
    }),
  );
  const reset = (): void => {
    state.values = {};
  };
  return { page, values: () => state.values, reset };
}

const text = (ui: JsonSchema['x-ui'], more: JsonSchema = {}): JsonSchema => ({
  type: 'string',
  title: 'Thing',
  ...more,
  ...(ui ? { 'x-ui': ui } : {}),
});
const button = (name: string | RegExp) =>
  [...document.querySelectorAll('button')].find((one) => {
    const own = one.getAttribute('aria-label') ?? one.textContent?.trim() ?? '';
    return typeof name === 'string' ? own === name : name.test(own);
  }) ?? expect.fail(`no button ${name}`);
async function press(name: string | RegExp): Promise<void> {
  button(name).click();
  await flushPromises();
}
async function write(element: Element | null, value: string): Promise<void> {
  if (!(element instanceof HTMLElement)) return expect.fail('nothing to write in');
  (element as HTMLInputElement).value = value;
  element.dispatchEvent(new Event('input', { bubbles: true }));
  await nextTick();
}
/** The control that the label points to. */
function control(name = 'Thing'): HTMLElement {
  const label = [...document.querySelectorAll('label')].find((one) =>
    one.textContent?.trim().startsWith(name),
  );
  return document.getElementById(label?.htmlFor ?? '') ?? expect.fail(`nothing is labelled ${name}`);
}

describe('emoji', () => {
  test('is typed, chosen among the common ones, or among the guild’s own', async () => {
    const { values } = form({ it: text({ widget: 'emoji' }) });
    await flushPromises();
    await write(control(), '🎉');
    expect(values().it).toBe('🎉');
    await press('Choose an emoji: Thing');
    await press('party');
    expect(values().it).toBe(`<a:party:${party}>`);
    expect(document.body.textContent).toContain(':party:');
    await press('Clear Thing');
    expect(values()).toEqual({});
  });
});

describe('permission and time zone', () => {
  test('a permission is found by its words', async () => {
    const { values } = form({
      it: text({ widget: 'permission' }, { enum: ['BanMembers', 'ManageMessages'] }),
    });
    control().click();
    await flushPromises();
    await write(document.querySelector('[role=combobox]'), 'messages');
    const options = [...document.querySelectorAll<HTMLElement>('[role=option]')];
    expect(options).toHaveLength(1);
    options[0]?.click();
    await nextTick();
    expect(values().it).toBe('ManageMessages');
  });

  test('several time zones are a list', async () => {
    const { values } = form({
      it: { type: 'array', title: 'Thing', items: text({ widget: 'timezone' }) },
    });
    await press('Thing: add a time zone');
    await write(document.querySelector('[role=combobox]'), 'europe/paris');
    document.querySelector<HTMLElement>('[role=option]')?.click();
    await nextTick();
    expect(values().it).toEqual(['Europe/Paris']);
  });
});

describe('cron', () => {
  test('a common one by a click, another written, and when it is next in the guild’s time zone', async () => {
    const { page, values } = form({ it: text({ widget: 'cron' }) });
    await press('On weekdays');
    expect(values().it).toBe('0 9 * * MON-FRI');
    await expect.poll(() => page.text(), { timeout: 10_000 }).toContain('(Europe/Paris)');
    expect(page.text()).toMatch(/Next: .*9:00.*·.*9:00/);
    await write(control(), '0 0 30 2 *');
    expect(page.text()).toContain('never comes');
  });
});

describe('url, pattern, dates', () => {
  test('an address says of which sites it may be, and loads nothing', async () => {
    const { page, values } = form({ it: text({ widget: 'url', hosts: ['example.com'] }) });
    expect(page.text()).toContain('Only addresses of: example.com');
    await write(control(), ' https://example.com/a.png ');
    expect(values().it).toBe('https://example.com/a.png');
    expect(document.querySelector('img')).toBeNull();
  });

  test('a pattern that can’t be read says so; one that can is tried on a text, without stalling', async () => {
    await loadPatterns();
    const { page, values } = form({ it: text({ widget: 'regex' }) });
    for (const unknown of ['(a', '(?=a)', '(a)\\1']) {
      await write(control(), unknown);
      expect(page.text()).toContain('not a regular expression yet');
    }
    await write(control(), '^(a+)+$');
    expect(page.text()).not.toContain('not a regular expression yet');
    expect(values().it).toBe('^(a+)+$');
    const sample = document.querySelector('[aria-label="Thing: try it on a text"]');
    await write(sample, 'aaa');
    expect(page.text()).toContain('It matches.');
    // A matcher with backtracking would be at this for longer than anybody waits.
    await write(sample, `${'a'.repeat(200)}!`);
    expect(page.text()).toContain('It does not match.');
    expect(values().it).toBe('^(a+)+$');
  });

  test('a moment is edited here and kept in UTC; a day and a time of day are as they are', async () => {
    const { values } = form({
      at: { ...text({ widget: 'dateTime' }), title: 'At' },
      day: { ...text({ widget: 'date' }), title: 'Day' },
      time: { ...text({ widget: 'time' }), title: 'Time' },
    });
    await write(control('At'), '2026-12-24T18:30');
    await write(control('Day'), '2026-12-24');
    await write(control('Time'), '08:30');
    expect(values()).toEqual({
      at: new Date(2026, 11, 24, 18, 30).toISOString(),
      day: '2026-12-24',
      time: '08:30',
    });
    expect((control('At') as HTMLInputElement).value).toBe('2026-12-24T18:30');
  });
});

describe('secret', () => {
  const reference = 'secret:0123456789abcdef';

  test('one that is there is hidden; it can be replaced, and the old one kept after all', async () => {
    const { page, values } = form({ it: text({ widget: 'secret' }) }, { it: reference });
    expect(page.text()).toContain('Set, and hidden');
    expect(page.html()).not.toContain(reference);
    await press('Replace Thing');
    const input = control() as HTMLInputElement;
    expect([input.type, input.autocomplete, input.value]).toEqual(['password', 'new-password', '']);
    await write(input, 'hunter2');
    expect(values().it).toBe('hunter2');
    await press('Keep the old one');
    expect(values().it).toBe(reference);
    await press('Clear Thing');
    expect(values()).toEqual({});
  });
});

describe('text in languages', () => {
  test('English first, others as wanted', async () => {
    const { page, values } = form({
      it: {
        type: 'object',
        title: 'Thing',
        properties: { en: { type: 'string', maxLength: 100 } },
        'x-ui': { widget: 'localizedText', languages: ['en', 'fr', 'pt-BR'] },
      },
    });
    await write(control('English'), 'Hello');
    await page.get('select').setValue('fr');
    await write(control('French'), 'Bonjour');
    expect(values().it).toEqual({ en: 'Hello', fr: 'Bonjour' });
    await press('Remove French');
    expect(values().it).toEqual({ en: 'Hello' });
  });
});

describe('file', () => {
  async function choose(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<void> {
    const input = control() as HTMLInputElement;
    Object.defineProperty(input, 'files', { configurable: true, value: [new File([content], name)] });
    input.dispatchEvent(new Event('change'));
    await new Promise((done) => setImmediate(done));
    await flushPromises();
  }

  test('is chosen, and its text is the value; what is too long or no text says so', async () => {
    const { values } = form({
      it: text({ widget: 'file', accept: ['.csv', '.json'] }, { maxLength: 12 }),
    });
    expect((control() as HTMLInputElement).accept).toBe('.csv,.json');
    await choose('a.csv', '\uFEFFkind,at');
    expect(values().it).toBe('kind,at');
    expect(document.body.textContent).toContain('a.csv: 7 characters');
    await choose('b.csv', 'a,b,c,d,e,f,g');
    expect(values()).toEqual({});
    expect(document.body.textContent).toContain('b.csv has more than 12 characters.');
    await choose('c.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47]));
    expect(values()).toEqual({});
    expect(document.body.textContent).toContain('c.png is not a text in UTF-8.');
    await choose('d.csv', 'a,b');
    expect(values().it).toBe('a,b');
    await press('Clear Thing');
    expect(values()).toEqual({});
  });

  test('is empty again when the form is', async () => {
    const { values, reset } = form({ it: text({ widget: 'file' }) });
    await choose('a.csv', 'a,b');
    const emptied = vi.spyOn(control() as HTMLInputElement, 'value', 'set');
    reset();
    await nextTick();
    expect(values()).toEqual({});
    expect(emptied).toHaveBeenCalledWith('');
    expect(document.body.textContent).not.toContain('a.csv');
  });
});

describe('embed', () => {
  const plain = (maxLength = 256): JsonSchema => ({ type: 'string', minLength: 1, maxLength });
  const embed: JsonSchema = {
    type: 'object',
    title: 'Thing',
    'x-ui': { widget: 'embed', variables: [{ name: 'user' }] },
    properties: {
      title: plain(),
      description: plain(4096),
      color: { type: 'integer', 'x-ui': { widget: 'color' } },
      author: { type: 'object', required: ['name'], properties: { name: plain() } },
      fields: {
        type: 'array',
        maxItems: 25,
        items: {
          type: 'object',
          required: ['name', 'value'],
          properties: { name: plain(), value: plain(1024), inline: { type: 'boolean' } },
        },
      },
    },
  };

  test('is edited part by part, with a preview; what is emptied is gone', async () => {
    const { page, values } = form({ it: embed });
    await expect.poll(() => document.querySelector('figure'), { timeout: 10_000 }).not.toBeNull();
    await write(control('Title'), 'Hi');
    control('Title').dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    (control('Title') as HTMLInputElement).setSelectionRange(2, 2);
    await press('Insert user');
    expect(values().it).toEqual({ title: 'Hi{user}' });
    await write(control('Name'), 'Ana');
    await press('Add to Fields');
    expect(values().it).toMatchObject({ author: { name: 'Ana' }, fields: [{ name: '', value: '' }] });
    const preview = page.get('figure').text();
    expect(preview).toContain('Hi@chloé');
    expect(preview).toContain('Ana');
    await write(control('Name'), '');
    await write(control('Title'), '');
    expect(values().it).toEqual({ fields: [{ name: '', value: '' }] });
  });
});

describe('shapes', () => {
  test('a record with few possible names offers those that are left', async () => {
    const { page, values } = form({
      it: {
        type: 'object',
        title: 'Thing',
        propertyNames: { enum: ['mon', 'tue'] },
        additionalProperties: { type: 'integer' },
      },
    });
    await page.get('select').setValue('tue');
    await press('Add');
    expect(values().it).toEqual({ tue: 0 });
    expect(page.findAll('option').map((one) => one.text())).toEqual(['Name', 'Mon']);
  });

  test('an object with further keys has fields for its own, and a record for the others', async () => {
    const { values } = form(
      {
        it: {
          type: 'object',
          title: 'Thing',
          properties: { a: { type: 'integer', title: 'A' } },
          additionalProperties: { type: 'integer' },
        },
      },
      { it: { a: 1, b: 2 } },
    );
    await write(control('b'), '5');
    await write(control('A'), '3');
    expect(values().it).toEqual({ a: 3, b: 5 });
  });
});

describe('overrides', () => {
  const threshold: JsonSchema = {
    type: 'integer',
    title: 'Thing',
    default: 3,
    minimum: 1,
    'x-overridable': ['category', 'channel', 'role'],
  };
  const list = (values: Record<string, unknown>) => values['@overrides'] as readonly OverrideDraft[];

  test('are added, given a place and a value, put in order and removed, by field', async () => {
    const { page, values } = form({ it: threshold, other: { ...threshold, title: 'Other' } }, { it: 5 });
    await flushPromises();
    await press('Thing differs for…');
    expect(list(values())).toEqual([{ field: '/it', scope: 'channel', id: '', value: 5 }]);
    await press(/Choose a channel/);
    document.querySelector<HTMLElement>('[role=option]')?.click();
    await flushPromises();
    expect(list(values())[0]).toMatchObject({ scope: 'channel', id: general });
    await write(control('Value there'), '9');
    await press('Other differs for…');
    await press('Thing differs for…');
    const scopes = page.findAll('select');
    await scopes[1]?.setValue('role');
    expect(list(values()).map(({ field, scope, value }) => [field, scope, value])).toEqual([
      ['/it', 'channel', 9],
      ['/other', 'channel', 3],
      ['/it', 'role', 5],
    ]);
    await press('Move entry 2 up');
    expect(list(values()).map(({ field, scope }) => [field, scope])).toEqual([
      ['/it', 'role'],
      ['/other', 'channel'],
      ['/it', 'channel'],
    ]);
    await press('Remove entry 1 of Thing');
    await press('Remove entry 1 of Other');
    expect(list(values())).toEqual([{ field: '/it', scope: 'channel', id: general, value: 9 }]);
    await press('Remove entry 1 of Thing');
    expect(values()).toEqual({ it: 5 });
  });

  test('say what is wrong beside the place and beside the value', () => {
    const { page } = form(
      { it: threshold },
      { '@overrides': [{ field: '/it', scope: 'role', id: gold, value: 0 }] },
      new Map([
        ['/@overrides/0', ['This role is gone.']],
        ['/@overrides/0/value', ['At least 1.']],
      ]),
    );
    const row = page.get('[data-row]');
    expect(row.text()).toContain('This role is gone.');
    expect(row.text()).toContain('At least 1.');
    expect(control('Value there').getAttribute('aria-invalid')).toBe('true');
  });
});
