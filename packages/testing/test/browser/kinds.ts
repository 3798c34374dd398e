import { definePlugin, field, z } from '@guildhall/sdk';
import { describePlugin, type Plugin } from '@guildhall/sdk/host';

/** What the plugin's command was run with last, and what its job has done. */
export interface Seen {
  config: unknown;
  isRoadOpen: boolean;
  readonly delivered: string[];
}

/**
 * A plugin with every kind of field, a command, and a job that fails for as long as the road is closed: what an admin
 * can meet in a dashboard.
 */
export function kindsPlugin(seen: Seen): { plugin: Plugin; manifest: ReturnType<typeof describePlugin> } {
  const titled = <T extends z.ZodType>(schema: T, title: string): T => schema.meta({ title });
  const contract = definePlugin({
    id: 'kinds',
    name: 'Kinds',
    description: 'Has every kind of field.',
    category: 'tools',
    needs: {},
    config: {
      version: 1,
      schema: z.object({
        text: titled(z.string().max(40).optional(), 'Short text'),
        long: titled(z.string().max(1000).optional(), 'Long text'),
        count: titled(z.int().min(0).max(100).default(1), 'Whole number'),
        ratio: titled(z.number().min(0).optional(), 'Number'),
        on: titled(z.boolean().default(false), 'Switch'),
        curve: titled(z.enum(['sqrt', 'linear', 'cubic']).default('sqrt'), 'Choice'),
        days: titled(z.array(z.enum(['mon', 'tue', 'wed'])).default([]), 'Days'),
        channel: titled(field.channel({ types: ['text'] }).optional(), 'Channel'),
        roles: titled(z.array(field.role()).max(3).default([]), 'Roles'),
        member: titled(field.member().optional(), 'Member'),
        user: titled(field.user().optional(), 'User'),
        id: titled(field.snowflake().optional(), 'Any id'),
        emoji: titled(field.emoji().optional(), 'Emoji'),
        permission: titled(field.permission().optional(), 'Permission'),
        color: titled(field.color().optional(), 'Colour'),
        wait: titled(field.duration({ max: '1 h' }).optional(), 'Wait'),
        cron: titled(field.cron().optional(), 'Schedule'),
        zone: titled(field.timezone().optional(), 'Zone'),
        moment: titled(field.dateTime().optional(), 'Moment'),
        day: titled(field.date().optional(), 'Day'),
        time: titled(field.time().optional(), 'Hour'),
        url: titled(field.url({ hosts: ['example.com'] }).optional(), 'Address'),
        token: titled(field.secret().optional(), 'Token'),
        pattern: titled(field.regex().optional(), 'Pattern'),
        message: titled(
          field.messageTemplate({ variables: ['user', 'level'], maxLength: 200 }).optional(),
          'Message',
        ),
        embed: titled(field.embed({ variables: ['user'] }).optional(), 'Embed'),
        saying: titled(field.localizedText({ maxLength: 100 }).optional(), 'Saying'),
        words: titled(z.array(z.string().min(1).max(20)).max(5).default([]), 'Words'),
        rewards: titled(
          z
            .array(
              z.object({
                level: titled(z.int().min(1), 'Level'),
                name: titled(z.string().optional(), 'Name'),
              }),
            )
            .default([]),
          'Rewards',
        ),
        limits: titled(z.record(z.string().max(10), z.int()).default({}), 'Limits'),
        range: titled(
          z.object({ least: titled(z.int().default(1), 'Least'), most: titled(z.int().default(5), 'Most') }),
          'Range',
        ).prefault({}),
        action: titled(
          z
            .discriminatedUnion('kind', [
              z.object({ kind: z.literal('reply'), text: titled(z.string().default('Hi'), 'Reply with') }),
              z.object({ kind: z.literal('pause'), seconds: titled(z.int().default(3), 'Seconds') }),
            ])
            .default({ kind: 'reply', text: 'Hi' }),
          'Action',
        ),
        threshold: titled(field.overridable(z.int().min(1).max(100).default(3)), 'Threshold'),
      }),
    },
  });
  const deliver = contract.job('deliver', { input: z.object({ to: z.string() }) }, (_ctx, { to }) => {
    if (!seen.isRoadOpen) throw new Error('there is no road');
    seen.delivered.push(to);
  });
  const plugin = contract.build(
    deliver,
    contract.command({
      name: 'kinds',
      description: 'Says what is configured here',
      async run(ctx) {
        seen.config = ctx.config;
        await ctx.reply(`threshold ${ctx.config.threshold}`);
      },
    }),
    contract.command({
      name: 'deliver',
      description: 'Sends something',
      options: { to: z.string().describe('Whom') },
      async run(ctx, { to }) {
        await ctx.jobs.at({ in: '1 s' }, deliver, { to });
        await ctx.reply('on its way');
      },
    }),
  );
  return { plugin, manifest: describePlugin(plugin, { package: 'test-kinds', version: '1.0.0' }) };
}
