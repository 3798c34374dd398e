import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { h, nextTick, reactive } from 'vue';
import SchemaForm from '../src/forms/SchemaForm.vue';
import type { JsonSchema } from '../src/forms/schema/json-schema.ts';
import { mountInDashboard, playHost } from './stage.ts';

const guildId = '100000000000000099';
const general = '100000000000000001';
const regular = '100000000000000002';

beforeEach(() => {
  document.body.innerHTML = '';
  Element.prototype.scrollIntoView = () => {};
  playHost({
    [`GET /guilds/${guildId}/channels`]: () => ({
      body: {
        items: [
          {
            id: general,
            name: 'general',
            type: 'text',
            parentId: null,
            position: 0,
            botPermissions: ['ViewChannel', 'SendMessages'],
          },
        ],
      },
    }),
    [`GET /guilds/${guildId}/roles`]: () => ({
      body: {
        items: [
          {
            id: regular,
            name: 'Regular',
            color: 0,
            position: 1,
            managed: false,
            permissions: [],
            assignable: true,
          },
        ],
      },
    }),
    [`GET /guilds/${guildId}/members`]: () => ({
      body: {
        items: [
          {
            userId: '100000000000000003',
            name: 'Ana',
            avatarUrl: null,
            bot: false,
            roleIds: [],
            isOwner: true,
          },
        ],
      },
    }),
  });
});

/** A form of one field called `it`, whose value can be watched. */
function form(
  property: JsonSchema,
  value?: unknown,
  more: { required?: boolean; errors?: Map<string, string[]>; locales?: object } = {},
) {
  const state = reactive<{ values: Record<string, unknown> }>({
    values: value === undefined ? {} : { it: value },
  });
  const schema: JsonSchema = {
    type: 'object',
    properties: { it: { title: 'Thing', ...property } },
    required: more.required ? ['it'] : [],
  };
  const Stateful = () =>
    h(SchemaForm, {
      schema,
      guildId,
      guildName: 'Café',
      errors: more.errors ?? new Map(),
      locales: (more.locales ?? {}) as Record<string, Record<string, string>>,
      modelValue: state.values,
      'onUpdate:modelValue': (next: Record<string, unknown>) => {
        state.values = next;
      },
    });
  const page = mountInDashboard(Stateful);
  return { page, value: () => state.values.it, has: () => Object.hasOwn(state.values, 'it') };
}

const label = 'Thing';
/** The control that the label points to. */
function control(page: ReturnType<typeof form>['page']): HTMLElement {
  const found = page.findAll('label').find((one) => one.text().startsWith(label));
  return (
    document.getElementById(found?.attributes('for') ?? '') ?? expect.fail(`nothing is labelled ${label}`)
  );
}
async function type(element: Element, text: string): Promise<void> {
  (element as HTMLInputElement).value = text;
  element.dispatchEvent(new Event('input', { bubbles: true }));
  await nextTick();
}
const button = (name: string | RegExp) =>
  [...document.querySelectorAll('button')].find((one) => {
    const own = one.getAttribute('aria-label') ?? one.textContent?.trim() ?? '';
    return typeof name === 'string' ? own === name : name.test(own);
  }) ?? expect.fail(`no button ${name}`);

describe('every field', () => {
  test('shows its label, description and errors, and tells assistive technology of them', () => {
    const { page } = form({ type: 'string', description: 'What for.' }, 'x', {
      errors: new Map([['/it', ['It is wrong.']]]),
    });
    expect(page.text()).toContain('What for.');
    expect(page.text()).toContain('It is wrong.');
    const input = control(page);
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const described = (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent?.trim());
    expect(described).toEqual(['What for.', 'It is wrong.']);
  });

  test('takes its words from the plugin’s catalogue', () => {
    const { page } = form({ type: 'string' }, 'x', {
      locales: { en: { 'config.it.title': 'Thing by catalogue' } },
    });
    expect(page.text()).toContain('Thing by catalogue');
  });

  test('shows the schema’s default where nothing was given', () => {
    const { page, has } = form({ type: 'integer', default: 7 });
    expect((control(page) as HTMLInputElement).value).toBe('7');
    expect(has()).toBe(false);
  });
});

describe('text', () => {
  test('emits what is typed; an emptied optional one has no key any more', async () => {
    const { page, value, has } = form({ type: 'string' }, 'a');
    await type(control(page), 'abc');
    expect(value()).toBe('abc');
    await type(control(page), '');
    expect(has()).toBe(false);
  });

  test('an emptied required one stays an empty text, a nullable one becomes null', async () => {
    const needed = form({ type: 'string' }, 'a', { required: true });
    await type(control(needed.page), '');
    expect(needed.value()).toBe('');
    document.body.innerHTML = '';
    const nullable = form({ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'a');
    await type(control(nullable.page), '');
    expect(nullable.value()).toBe(null);
  });

  test('a long one has room', () => {
    expect(control(form({ type: 'string', maxLength: 1000 }, 'a').page).tagName).toBe('TEXTAREA');
  });
});

describe('number', () => {
  test('says its bounds and emits numbers', async () => {
    const { page, value } = form({ type: 'integer', minimum: 0, maximum: 1000 }, 5);
    expect(page.text()).toContain('0 to 1,000');
    await type(control(page), '12');
    expect(value()).toBe(12);
  });

  test('does not show the bounds of safe integers', () => {
    const { page } = form(
      { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
      5,
    );
    expect(page.text()).toBe('Thing');
  });
});

test('switch: is a switch with the field’s name, and turns', async () => {
  const { page, value } = form({ type: 'boolean' }, false);
  const control = page.get('[role=switch]');
  expect(document.getElementById(control.attributes('aria-labelledby') ?? '')?.textContent?.trim()).toBe(
    label,
  );
  await control.trigger('click');
  expect(value()).toBe(true);
  expect(control.attributes('aria-checked')).toBe('true');
});

describe('select', () => {
  const curve: JsonSchema = { enum: ['sqrt', 'linear', 3] };
  test('offers the values by their words, and keeps their types', async () => {
    const { page, value } = form(curve, 'sqrt', {
      locales: { en: { 'config.it.options.linear': 'A straight line' } },
    });
    expect(page.findAll('option').map((one) => one.text())).toContain('A straight line');
    await page.get('select').setValue('2');
    expect(value()).toBe(3);
  });

  test('a value that is no longer offered stays visible', () => {
    expect(form(curve, 'gone').page.text()).toContain('Unknown value: gone');
  });
});

test('choices: several values, in the order of the schema', async () => {
  const { page, value } = form({ type: 'array', items: { enum: ['a', 'b', 'c'] } }, ['c']);
  await page.findAll('input')[0]?.trigger('change');
  expect(value()).toEqual(['a', 'c']);
  await page.findAll('input')[2]?.trigger('change');
  expect(value()).toEqual(['a']);
});

test('colour: reads hex, ignores what is none, and can be cleared', async () => {
  const { page, value, has } = form({ type: 'integer', 'x-ui': { widget: 'color' } }, 0x112233);
  expect((control(page) as HTMLInputElement).value).toBe('#112233');
  await type(control(page), 'tom');
  expect(value()).toBe(0x112233);
  await type(control(page), '#ff0000');
  expect(value()).toBe(0xff0000);
  button('Clear Thing').click();
  await nextTick();
  expect(has()).toBe(false);
});

test('duration: milliseconds as an amount and a unit', async () => {
  const { page, value } = form(
    { type: 'integer', minimum: 0, maximum: 3_600_000, 'x-ui': { widget: 'duration' } },
    120_000,
  );
  const amount = control(page) as HTMLInputElement;
  expect(amount.value).toBe('2');
  expect(page.text()).toContain('0 seconds to 1 hour');
  await page.get('select').setValue('seconds');
  expect(value()).toBe(2000);
  await type(amount, '60');
  expect(value()).toBe(60_000);
  expect(amount.value).toBe('60');
});

describe('message template', () => {
  const template: JsonSchema = {
    type: 'string',
    maxLength: 50,
    'x-ui': { widget: 'messageTemplate', variables: [{ name: 'user' }, { name: 'server' }] },
  };
  test('a chip inserts its placeholder where the cursor is, and the preview shows the message', async () => {
    const { page, value } = form(template, 'Hi !');
    const area = control(page) as HTMLTextAreaElement;
    area.setSelectionRange(3, 3);
    button('Insert user').click();
    await nextTick();
    expect(value()).toBe('Hi {user}!');
    expect(page.get('figure').text()).toContain('@chloé');
    await type(area, 'Welcome to **{server}**');
    expect(page.get('figure strong').text()).toBe('Café');
    expect(page.text()).toContain('23 of 50 characters');
  });
});

describe('pickers', () => {
  test('a channel is shown by name, and cleared', async () => {
    const { page, has } = form({ type: 'string', 'x-ui': { widget: 'channel', types: ['text'] } }, general);
    await flushPromises();
    expect(page.text()).toContain('general');
    button('Clear Thing').click();
    await nextTick();
    expect(has()).toBe(false);
  });

  test('several roles are chips that can be taken away', async () => {
    const { page, value } = form(
      { type: 'array', maxItems: 3, items: { type: 'string', 'x-ui': { widget: 'role' } } },
      [regular, '100000000000000077'],
    );
    await flushPromises();
    expect(page.text()).toContain('Regular');
    expect(page.text()).toContain('Unknown role 100000000000000077');
    button('Remove Regular').click();
    await nextTick();
    expect(value()).toEqual(['100000000000000077']);
  });

  test('a member is chosen by name', async () => {
    const { value } = form({ type: 'string', 'x-ui': { widget: 'member' } });
    await flushPromises();
    button(/Choose a member/).click();
    await flushPromises();
    [...document.querySelectorAll<HTMLElement>('[role=option]')]
      .find((one) => one.textContent?.includes('Ana'))
      ?.click();
    await nextTick();
    expect(value()).toBe('100000000000000003');
    await flushPromises();
    // The button is called by what is read on it: initials in place of a picture are no text.
    expect(button(/Ana/).textContent?.trim()).toBe('Ana');
    expect(button(/Ana/).querySelector('[data-initials]')?.getAttribute('data-initials')).toBe('A');
  });

  test('anybody is chosen by name or by id, one or several', async () => {
    const stranger = '812345678901234567';
    const { page, value } = form({ type: 'array', items: { type: 'string', 'x-ui': { widget: 'user' } } }, [
      stranger,
    ]);
    await flushPromises();
    expect(page.text()).toContain(stranger);
    expect(page.text()).not.toContain('Unknown');
    button('Thing: add somebody').click();
    await flushPromises();
    const search = document.querySelector<HTMLInputElement>('[role=combobox]') ?? expect.fail('not open');
    await type(search, '912345678901234567');
    search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await nextTick();
    expect(value()).toEqual([stranger, '912345678901234567']);
  });
});

describe('list', () => {
  const rewards: JsonSchema = {
    type: 'array',
    maxItems: 3,
    items: {
      type: 'object',
      required: ['level'],
      properties: { level: { type: 'integer', minimum: 1, title: 'Level' } },
    },
  };
  test('elements are added, changed, moved and removed', async () => {
    const { page, value } = form(rewards, [{ level: 5 }]);
    button('Add to Thing').click();
    await nextTick();
    expect(value()).toEqual([{ level: 5 }, { level: 1 }]);
    const last = page.findAll('input').at(-1)?.element;
    expect(document.activeElement).toBe(last);
    await type(last ?? expect.fail(), '9');
    button('Move entry 2 up').click();
    await nextTick();
    expect(value()).toEqual([{ level: 9 }, { level: 5 }]);
    button('Remove entry 1 of Thing').click();
    await nextTick();
    expect(value()).toEqual([{ level: 5 }]);
  });

  test('no more than its maximum; an empty one says so', async () => {
    const full = form(rewards, [{ level: 1 }, { level: 2 }, { level: 3 }]);
    expect(button('Add to Thing').disabled).toBe(true);
    expect(full.page.text()).toContain('3 of 3');
    document.body.innerHTML = '';
    expect(form(rewards, []).page.text()).toContain('No entries yet.');
  });

  test('an error stands at the value of the element that it is about', () => {
    const { page } = form(rewards, [{ level: 1 }, { level: 0 }], {
      errors: new Map([['/it/1/level', ['At least 1.']]]),
    });
    expect(page.get('[data-field="/it/1/level"]').text()).toContain('At least 1.');
    expect(page.get('[data-field="/it/0/level"]').text()).not.toContain('At least 1.');
  });
});

test('record: values under names', async () => {
  const { page, value } = form({ type: 'object', additionalProperties: { type: 'integer' } }, { daily: 1 });
  const name = page.get('input[placeholder=Name]');
  await name.setValue('weekly');
  await name.trigger('keydown', { key: 'Enter' });
  expect(value()).toEqual({ daily: 1, weekly: 0 });
  await name.setValue('daily');
  expect(page.text()).toContain('This name is taken.');
  button('Remove daily').click();
  await nextTick();
  expect(value()).toEqual({ weekly: 0 });
});

test('object: its fields, one by one', async () => {
  const { page, value } = form(
    { type: 'object', properties: { min: { type: 'integer', title: 'Least' }, max: { type: 'integer' } } },
    { min: 1, max: 2 },
  );
  await type(page.findAll('input')[0]?.element ?? expect.fail(), '4');
  expect(value()).toEqual({ min: 4, max: 2 });
});

test('union: choosing a shape starts it, and its constant is not a field', async () => {
  const { page, value } = form(
    {
      oneOf: [
        {
          type: 'object',
          required: ['kind', 'text'],
          properties: { kind: { const: 'reply' }, text: { type: 'string' } },
        },
        {
          type: 'object',
          required: ['kind', 'seconds'],
          properties: { kind: { const: 'wait' }, seconds: { type: 'integer' } },
        },
      ],
    },
    { kind: 'reply', text: 'hi' },
  );
  expect(page.findAll('input')).toHaveLength(1);
  await page.get('select').setValue('wait');
  expect(value()).toEqual({ kind: 'wait', seconds: 0 });
});

test('anything else is JSON, and broken JSON changes nothing', async () => {
  const { page, value } = form({}, { a: 1 });
  await type(control(page), '{"a": ');
  expect(value()).toEqual({ a: 1 });
  expect(page.text()).toContain('not valid JSON');
  await type(control(page), '{"a": 2}');
  expect(value()).toEqual({ a: 2 });
});

test('nothing of a form warns', async () => {
  const warn = vi.spyOn(console, 'warn');
  form({ type: 'array', items: { type: 'string', 'x-ui': { widget: 'channel' } } }, [general]);
  await flushPromises();
  expect(warn).not.toHaveBeenCalled();
});
