import { z } from 'zod';
import type { ActionIcon, ManifestBlock, ManifestCall, ManifestShown, ShownAs, Tone } from './block-types.ts';

const localized = z.union([z.string(), z.object({ en: z.string() }).catchall(z.string())]);
const field = z.string().min(1).max(100);
const fields = z.record(field, field).optional();
const constants = z.record(z.string(), z.unknown()).optional();
const seconds = z.int().min(5).max(600);

/** Most blocks of a page, those within tabs, sections and drawers included. */
export const mostBlocks = 40;
const blocks = () => z.array(manifestBlockSchema).min(1).max(20);

const tones = ['neutral', 'accent', 'success', 'warning', 'danger'] as const satisfies readonly Tone[];
const shownAs = [
  'text',
  'member',
  'channel',
  'role',
  'date',
  'duration',
  'countdown',
  'badge',
  'code',
  'marked text',
  'list',
  'message',
] as const satisfies readonly ShownAs[];
const icons = [
  'add',
  'edit',
  'delete',
  'undo',
  'check',
  'close',
  'play',
  'pause',
  'stop',
  'repeat',
  'open',
  'hide',
  'lock',
  'copy',
  'flag',
] as const satisfies readonly ActionIcon[];

const badges = z.record(z.string(), z.object({ text: localized.optional(), tone: z.enum(tones).optional() }));
const plainShown = z.object({
  field,
  title: localized,
  as: z.enum(shownAs).optional(),
  badges: badges.optional(),
  text: localized.optional(),
});
/** A list's own columns hold no further lists. */
const shown: z.ZodType<ManifestShown> = plainShown
  .extend({
    columns: z.array(plainShown).min(1).max(10).optional(),
  })
  .meta({ id: 'PageField' });
const showns = z.array(shown).min(1).max(30);

const reading = { route: z.string(), params: fields, query: constants, queryFrom: fields };
const call: z.ZodType<ManifestCall> = z
  .object({ ...reading, body: constants, bodyFrom: fields })
  .meta({ id: 'PageCall' });
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const condition = z.object({
  field,
  is: z.array(scalar).min(1).optional(),
  not: z.array(scalar).min(1).optional(),
});
const icon = z.enum(icons).optional();
const ask = z.array(field).max(50).optional();

const action = z
  .object({
    kind: z.literal('action'),
    ...reading,
    body: constants,
    bodyFrom: fields,
    title: localized,
    icon,
    ask,
    value: call.optional(),
    when: condition.optional(),
    danger: z.boolean().optional(),
    confirm: localized.optional(),
    done: localized.optional(),
    undo: call.optional(),
    shows: showns.optional(),
  })
  .meta({ id: 'PageAction' });
const link = z
  .object({
    kind: z.literal('link'),
    title: localized,
    icon,
    page: z.string().max(200),
    params: fields,
    when: condition.optional(),
  })
  .meta({ id: 'PageLink' });
const actions = z.array(z.discriminatedUnion('kind', [action, link])).max(10);
const bulk = z.object({
  kind: z.literal('bulk'),
  route: z.string(),
  title: localized,
  icon,
  ids: field,
  body: constants,
  ask,
  danger: z.boolean().optional(),
  confirm: localized.optional(),
});
const filter = z.object({
  query: field,
  title: localized,
  as: z.enum(['member', 'channel', 'role', 'since', 'until']).optional(),
  options: z.record(z.string(), localized).optional(),
});

const read = { ...reading, title: localized, refresh: seconds.optional() };
const sent = {
  route: z.string(),
  params: fields,
  body: constants,
  bodyFrom: fields,
  title: localized,
  ask,
  value: call.optional(),
};

/** One block of a page, as a manifest holds it and the API shows it. */
export const manifestBlockSchema: z.ZodType<ManifestBlock> = z
  .lazy(() =>
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('stat'),
        ...read,
        value: field,
        as: z.enum(['duration', 'date', 'countdown', 'member']).optional(),
        unit: localized.optional(),
        before: field.optional(),
        better: z.enum(['more', 'less']).optional(),
        tone: field.optional(),
      }),
      z.object({
        kind: z.literal('chart'),
        ...read,
        shape: z.enum(['line', 'bar']),
        x: field,
        y: z.array(z.object({ field, title: localized })).max(6),
      }),
      z.object({
        kind: z.literal('table'),
        ...read,
        columns: z.array(shown).max(20),
        empty: localized.optional(),
        id: field.optional(),
        search: field.optional(),
        filters: z.array(filter).max(8).optional(),
        sort: field.optional(),
        create: action.optional(),
        actions: actions.optional(),
        bulk: z.array(bulk).max(6).optional(),
        move: z.object({ route: z.string(), params: fields, position: field }).optional(),
        detail: z.object({ title: localized, blocks: blocks() }).optional(),
      }),
      z.object({ kind: z.literal('form'), ...sent, submit: localized, done: localized.optional() }),
      z.object({ kind: z.literal('tester'), ...sent, shows: showns }),
      z.object({ kind: z.literal('details'), ...read, shows: showns, actions: actions.optional() }),
      z.object({
        kind: z.literal('timeline'),
        ...read,
        at: field,
        text: localized,
        actor: field.optional(),
        badge: z.object({ field, badges }).optional(),
        empty: localized.optional(),
      }),
      z.object({ kind: z.literal('preview'), ...read, message: field }),
      // Empty for who may do none of them: blocks keep their places.
      z.object({ kind: z.literal('actions'), title: localized.optional(), actions }),
      z.object({
        kind: z.literal('section'),
        title: localized,
        text: localized.optional(),
        blocks: blocks(),
      }),
      z.object({
        kind: z.literal('tabs'),
        tabs: z
          .array(z.object({ title: localized, blocks: blocks() }))
          .min(1)
          .max(8),
      }),
      z.object({ kind: z.literal('markdown'), text: localized }),
    ]),
  )
  .meta({
    id: 'PageBlock',
    description: 'One part of a page, shown from top to bottom, as the manifest declares it',
  });
