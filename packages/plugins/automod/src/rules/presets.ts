import type { z } from '@guildhall/sdk';
import { type RuleForm, ruleFormSchema } from './schema.ts';

type Written = z.input<typeof ruleFormSchema>;

/** Rules that are made by one click. Names are in the locales: `preset.<id>` and `preset.<id>.<n>`. */
export const presetIds = ['essentials', 'antiSpam', 'antiCaps', 'antiRaid', 'strictLinks'] as const;
export type PresetId = (typeof presetIds)[number];

const minutes = (count: number) => count * 60_000;

const spam: Omit<Written, 'name'>[] = [
  {
    priority: 50,
    scope: 'new',
    triggers: [
      { type: 'messageRate', count: 6, seconds: 5 },
      { type: 'duplicates', count: 4, seconds: 30 },
    ],
    actions: [{ type: 'delete' }, { type: 'timeout', duration: minutes(10) }, { type: 'alert' }],
  },
  {
    priority: 60,
    triggers: [
      { type: 'mentions', count: 8 },
      { type: 'roleMentions', count: 4 },
    ],
    actions: [{ type: 'delete' }, { type: 'timeout', duration: minutes(10) }, { type: 'alert' }],
  },
];

const scams: Omit<Written, 'name'>[] = [
  {
    priority: 100,
    triggers: [{ type: 'phishing' }, { type: 'scamFiles' }],
    actions: [{ type: 'delete' }, { type: 'timeout', duration: minutes(60) }, { type: 'alert' }],
  },
  {
    priority: 80,
    triggers: [{ type: 'invites' }],
    actions: [{ type: 'delete' }, { type: 'warn' }],
  },
  {
    priority: 40,
    triggers: [{ type: 'zalgo' }],
    actions: [{ type: 'delete' }],
  },
];

const accounts: Omit<Written, 'name'> = {
  priority: 55,
  scope: 'new',
  triggers: [{ type: 'duplicates', count: 6, seconds: 30, across: true }],
  actions: [{ type: 'delete' }, { type: 'timeout', duration: minutes(30) }, { type: 'alert' }],
};

const presets: Readonly<Record<PresetId, readonly Omit<Written, 'name'>[]>> = {
  essentials: [...scams, ...spam, accounts],
  antiSpam: [...spam, accounts],
  antiCaps: [
    {
      priority: 20,
      triggers: [{ type: 'caps' }],
      conditions: [{ type: 'longerThan', characters: 15 }],
      actions: [{ type: 'delete' }, { type: 'warn' }],
      cooldown: minutes(1),
    },
    {
      priority: 10,
      triggers: [
        { type: 'emoji', count: 20 },
        { type: 'lines', count: 30 },
        { type: 'spoilers', count: 10 },
      ],
      actions: [{ type: 'delete' }, { type: 'warn' }],
      cooldown: minutes(1),
    },
  ],
  antiRaid: [
    {
      priority: 90,
      triggers: [{ type: 'joins', count: 10, seconds: 30 }],
      actions: [{ type: 'pauseInvites', duration: minutes(60) }, { type: 'quarantine' }, { type: 'alert' }],
    },
    {
      priority: 30,
      triggers: [{ type: 'accountAge', hours: 24 }],
      conditions: [{ type: 'panic' }],
      actions: [{ type: 'kick' }, { type: 'alert' }],
    },
  ],
  strictLinks: [
    {
      priority: 70,
      triggers: [{ type: 'links' }],
      conditions: [{ type: 'memberYounger', hours: 24 }],
      actions: [{ type: 'delete' }, { type: 'warn' }],
    },
  ],
};

/** @param t the guild's texts: rules carry names in its language. */
export function presetRules(id: PresetId, t: (key: string) => string): readonly RuleForm[] {
  return presets[id].map((rule, index) =>
    ruleFormSchema.parse({ ...rule, name: t(`preset.${id}.${index + 1}`) }),
  );
}
