import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test } from 'vitest';
import { defineComponent } from 'vue';
import { useConfigDraft } from '../src/forms/config-draft.ts';
import { mountInDashboard, playHost, type Sent } from './stage.ts';

const path = '/guilds/1/installations/leveling/config';
const schema = {
  type: 'object',
  properties: {
    cooldown: { type: 'integer', minimum: 0, default: 60 },
    curve: { type: 'string', default: 'sqrt' },
    factor: { type: 'integer', default: 1 },
  },
};
const defaults = { cooldown: 60, curve: 'sqrt', factor: 1 };
const ana = { kind: 'member', userId: '1', name: 'Ana', avatarUrl: null, via: 'dashboard' };

/** The host with one configuration, that keeps to its revisions. */
function host(start: Record<string, unknown> = {}) {
  let revision = 7;
  let number = 1;
  let values = start;
  let overrides: unknown[] = [];
  const view = () => ({
    revision,
    current: {
      number,
      configVersion: 1,
      values,
      effective: { ...defaults, ...values },
      overrides,
      actor: ana,
      at: '2026-01-01T00:00:00.000Z',
      restoredFrom: null,
    },
    schema,
    defaults,
  });
  const change = (next: Record<string, unknown>) => {
    values = next;
    revision += 1;
    number += 1;
  };
  const refusals: object[] = [];
  const asked = playHost({
    [`GET ${path}`]: () => ({ body: view() }),
    [`PUT ${path}`]: (sent) => {
      const refused = refusals.shift();
      if (refused) return { status: 422, body: refused };
      if (sent.ifMatch !== `"${revision}"`) return { status: 412, body: { code: 'revision_mismatch' } };
      const body = sent.body as { values: Record<string, unknown>; overrides: unknown[] };
      change(body.values);
      ({ overrides } = body);
      return { body: view() };
    },
  });
  return {
    asked,
    change,
    touch: () => {
      revision += 1;
    },
    refusals,
    values: () => values,
  };
}

async function work() {
  let draft: ReturnType<typeof useConfigDraft> | undefined;
  mountInDashboard(
    defineComponent({
      setup() {
        draft = useConfigDraft('1', 'leveling');
        return () => null;
      },
    }),
  );
  await flushPromises();
  return draft ?? expect.fail('not set up');
}

const puts = (asked: readonly Sent[]) => asked.filter((sent) => sent.method === 'PUT');

beforeEach(() => {
  document.body.innerHTML = '';
});

describe('GIVEN Ana opens a configuration', () => {
  test('it shows what is in effect, and nothing is unsaved', async () => {
    host({ curve: 'linear' });
    const draft = await work();
    expect(draft.draft.value).toEqual({ cooldown: 60, curve: 'linear', factor: 1 });
    expect(draft.isDirty.value).toBe(false);
  });

  test('WHEN she changes and saves THEN only what somebody chose is sent, with the revision that she saw', async () => {
    const { asked } = host({ curve: 'linear' });
    const draft = await work();
    draft.draft.value = { ...draft.draft.value, cooldown: 30 };
    expect(draft.changes.value).toEqual([{ path: ['cooldown'], before: 60, after: 30 }]);
    expect(await draft.save()).toMatchObject({ kind: 'saved' });
    expect(puts(asked)).toMatchObject([
      { body: { values: { cooldown: 30, curve: 'linear' } }, ifMatch: '"7"' },
    ]);
    expect(draft.isDirty.value).toBe(false);
  });

  test('WHEN she discards THEN it is as it was', async () => {
    host();
    const draft = await work();
    draft.draft.value = { ...draft.draft.value, cooldown: 1 };
    draft.discard();
    expect(draft.draft.value).toEqual(defaults);
  });

  test('WHEN she types something impossible THEN it says so at once, and nothing is sent', async () => {
    const { asked } = host();
    const draft = await work();
    draft.draft.value = { ...draft.draft.value, cooldown: -1 };
    expect([...draft.errors.value]).toEqual([['/cooldown', ['At least 0.']]]);
    expect(await draft.save()).toEqual({ kind: 'invalid' });
    expect(puts(asked)).toHaveLength(0);
  });

  test('WHEN the host refuses a value THEN its words stand there until the value changes', async () => {
    const { refusals } = host();
    refusals.push({
      code: 'config_invalid',
      errors: [{ in: 'body', pointer: '/values/curve', code: 'x', message: 'No such curve.' }],
    });
    const draft = await work();
    draft.draft.value = { ...draft.draft.value, curve: 'wavy' };
    expect(await draft.save()).toEqual({ kind: 'invalid' });
    expect(draft.errors.value.get('/curve')).toEqual(['No such curve.']);
    draft.draft.value = { ...draft.draft.value, curve: 'linear' };
    expect(draft.errors.value.size).toBe(0);
  });

  test('WHEN what was refused is put right elsewhere in the form THEN saving works', async () => {
    const { refusals } = host();
    refusals.push({
      code: 'config_invalid',
      errors: [{ in: 'body', pointer: '/values/curve', code: 'x', message: 'Not with that factor.' }],
    });
    const draft = await work();
    draft.draft.value = { ...draft.draft.value, curve: 'linear' };
    await draft.save();
    draft.draft.value = { ...draft.draft.value, factor: 2 };
    expect(await draft.save()).toMatchObject({ kind: 'saved' });
  });
});

test('WHEN what differs by place changes THEN it is saved beside the values, and its mistakes hold the save back', async () => {
  const { asked } = host();
  const draft = await work();
  const override = { field: '/cooldown', scope: 'channel', id: '', value: -1 };
  draft.draft.value = { ...draft.draft.value, '@overrides': [override] };
  expect(draft.changes.value).toMatchObject([{ path: ['@overrides'] }]);
  expect(await draft.save()).toEqual({ kind: 'invalid' });
  expect([...draft.errors.value.keys()]).toEqual(['/@overrides/0/id', '/@overrides/0/value']);
  const good = { ...override, id: '100000000000000001', value: 5 };
  draft.draft.value = { ...draft.draft.value, '@overrides': [good] };
  expect(await draft.save()).toMatchObject({ kind: 'saved' });
  expect(puts(asked).at(-1)?.body).toEqual({ values: {}, overrides: [good] });
  expect(draft.isDirty.value).toBe(false);
});

describe('GIVEN Ana is editing, and somebody else changes the configuration', () => {
  test('WHEN she saves THEN nothing is overwritten: both versions are there to choose from', async () => {
    const { change, asked, values } = host();
    const draft = await work();
    draft.draft.value = { ...draft.draft.value, cooldown: 10, factor: 3 };
    change({ cooldown: 20, curve: 'linear' });
    expect(await draft.save()).toEqual({ kind: 'conflict' });
    expect(values()).toEqual({ cooldown: 20, curve: 'linear' });
    expect(draft.merge.value?.conflicts).toEqual([{ path: ['cooldown'], base: 60, mine: 10, theirs: 20 }]);

    draft.finishMerge(() => 'mine');
    expect(draft.draft.value).toEqual({ cooldown: 10, curve: 'linear', factor: 3 });
    expect(await draft.save()).toMatchObject({ kind: 'saved' });
    expect(puts(asked).at(-1)?.body).toEqual({
      values: { cooldown: 10, curve: 'linear', factor: 3 },
      overrides: [],
    });
  });

  test('WHEN her page hears of it THEN her draft stays, and she can compare', async () => {
    const { change } = host();
    const draft = await work();
    draft.draft.value = { ...draft.draft.value, cooldown: 10 };
    change({ curve: 'linear' });
    await draft.query.refetch();
    await flushPromises();
    expect(draft.draft.value.cooldown).toBe(10);
    expect(draft.changedElsewhere.value).toBe(true);
    draft.beginMerge();
    expect(draft.merge.value).toMatchObject({ merged: { cooldown: 10, curve: 'linear' }, conflicts: [] });
  });

  test('WHEN only the revision moved on, by switching off say, THEN her save goes through', async () => {
    const { touch, values } = host();
    const draft = await work();
    draft.draft.value = { ...draft.draft.value, cooldown: 10 };
    touch();
    expect(await draft.save()).toMatchObject({ kind: 'saved' });
    expect(values()).toEqual({ cooldown: 10 });
  });
});
