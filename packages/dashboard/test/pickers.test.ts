import { beforeEach, describe, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import type { Channel, Role } from '../src/api/index.ts';
import {
  channelOptions,
  IdPicker,
  MemberPicker,
  matching,
  orderChannels,
  roleOptions,
} from '../src/pickers/index.ts';
import { mountInDashboard, playHost } from './stage.ts';

const id = (n: number) => `1000000000000000${String(n).padStart(2, '0')}`;
const channel = (n: number, name: string, more: Partial<Channel> = {}): Channel => ({
  id: id(n),
  name,
  type: 'text',
  parentId: null,
  position: n,
  botPermissions: ['ViewChannel', 'SendMessages'],
  ...more,
});
const role = (n: number, name: string, more: Partial<Role> = {}): Role => ({
  id: id(n),
  name,
  color: 0,
  position: n,
  managed: false,
  permissions: [],
  assignable: true,
  ...more,
});
const guildId = id(99);

describe('what a picker offers', () => {
  test('channels stand as in Discord: loose ones, then by category, voice after text', () => {
    const channels = [
      channel(1, 'voice', { type: 'voice', parentId: id(9), position: 0 }),
      channel(2, 'second', { parentId: id(9), position: 2 }),
      channel(3, 'first', { parentId: id(9), position: 1 }),
      channel(9, 'Category', { type: 'category', position: 5 }),
      channel(4, 'loose', { position: 9 }),
    ];
    expect(orderChannels(channels).map((one) => one.name)).toEqual([
      'loose',
      'Category',
      'first',
      'second',
      'voice',
    ]);
  });

  test('only the wanted types, each with why it can’t be chosen or what to know', () => {
    const options = channelOptions(
      [
        channel(1, 'general'),
        channel(2, 'secret', { botPermissions: [] }),
        channel(3, 'news', { botPermissions: ['ViewChannel'] }),
        channel(4, 'Lounge', { type: 'voice' }),
      ],
      ['text'],
      () => ({}),
    );
    expect(options.map(({ name, disabled, note }) => ({ name, disabled, note }))).toEqual([
      { name: 'general', disabled: undefined, note: undefined },
      { name: 'secret', disabled: 'cannotSee', note: 'cannotSend' },
      { name: 'news', disabled: undefined, note: 'cannotSend' },
    ]);
  });

  test('roles that the bot can’t give say why', () => {
    const roles = [
      role(9, 'Admin', { assignable: false }),
      role(8, 'Bot', { managed: true, assignable: false }),
      role(5, 'Regular'),
      { ...role(0, '@everyone', { assignable: false }), id: guildId },
    ];
    expect(roleOptions(roles, guildId, true).map((one) => one.disabled)).toEqual([
      'aboveBot',
      'managed',
      undefined,
      'everyone',
    ]);
    expect(roleOptions(roles, guildId, false).every((one) => one.disabled === undefined)).toBe(true);
  });

  test('the search forgives case, accents and a leading #', () => {
    const options = [
      { id: '1', name: 'Général' },
      { id: '2', name: 'Levels' },
    ];
    expect(matching(options, '#GENE').map((one) => one.id)).toEqual(['1']);
    expect(matching(options, ' ')).toHaveLength(2);
  });
});

describe('a picker', () => {
  beforeEach(() => {
    document.body.innerHTML = '';
    Element.prototype.scrollIntoView = () => {};
  });
  const options = [
    { id: '1', name: 'Admin', disabled: 'aboveBot' as const },
    { id: '2', name: 'Regular' },
    { id: '3', name: 'Newcomer' },
  ];
  const open = async () => {
    document.querySelector<HTMLButtonElement>('#role')?.click();
    await nextTick();
    await nextTick();
  };
  const search = () => document.querySelector<HTMLInputElement>('[role=combobox]') ?? expect.fail('not open');
  const press = async (key: string) => {
    search().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await nextTick();
  };
  const offered = () => [...document.querySelectorAll('[role=option]')];

  test('an id that nobody knows stays visible as unknown', () => {
    mountInDashboard(IdPicker, { kind: 'role', id: 'role', title: 'Role', options, selected: ['77'] });
    expect(document.body.textContent).toContain('Unknown role 77');
  });

  test('GIVEN it is open WHEN someone moves down and presses Enter THEN that option is chosen', async () => {
    const onChange = vi.fn();
    mountInDashboard(IdPicker, { kind: 'role', id: 'role', title: 'Role', options, selected: [], onChange });
    await open();
    expect(offered().map((option) => option.textContent?.trim())).toHaveLength(3);
    await press('ArrowDown');
    await press('Enter');
    expect(onChange).toHaveBeenCalledWith(['3']);
  });

  test('a disabled option says why and can’t be chosen', async () => {
    const onChange = vi.fn();
    mountInDashboard(IdPicker, { kind: 'role', id: 'role', title: 'Role', options, selected: [], onChange });
    await open();
    const admin = offered()[0] as HTMLElement;
    expect(admin.getAttribute('aria-disabled')).toBe('true');
    expect(admin.textContent).toContain('Not below the bot');
    admin.click();
    expect(onChange).not.toHaveBeenCalled();
  });

  test.each([
    [true, ['812345678901234567']],
    [false, []],
  ])(
    'GIVEN anyone may be chosen (%s) WHEN the id of no member is typed THEN %j is offered',
    async (anyone, expected) => {
      playHost({ [`GET /guilds/${guildId}/members`]: () => ({ body: { items: [] } }) });
      const onChange = vi.fn();
      const picker = mountInDashboard(MemberPicker, {
        guildId,
        id: 'role',
        title: 'Who',
        selected: [],
        anyone,
        onChange,
      });
      await open();
      search().value = '812345678901234567';
      search().dispatchEvent(new Event('input', { bubbles: true }));
      await nextTick();
      await nextTick();
      expect(offered().map((option) => option.querySelector('.truncate')?.textContent)).toEqual(expected);
      await press('Enter');
      expect(onChange.mock.calls).toEqual(anyone ? [[expected]] : []);
      picker.unmount();
      vi.unstubAllGlobals();
    },
  );

  test('one of several is added, and taken away by its cross', async () => {
    const onChange = vi.fn();
    const props = {
      kind: 'role',
      id: 'role',
      title: 'Roles',
      options,
      selected: ['2'],
      multiple: true,
      onChange,
    };
    mountInDashboard(IdPicker, props);
    document.querySelector<HTMLButtonElement>('[aria-label="Remove Regular"]')?.click();
    expect(onChange).toHaveBeenLastCalledWith([]);
    await open();
    (offered()[2] as HTMLElement).click();
    expect(onChange).toHaveBeenLastCalledWith(['2', '3']);
  });
});
