import { type ConfigIssue, field, z } from '@guildhall/sdk';
import { longestDuration, shortestDuration } from './deeds/duration.ts';
import { logEventIds } from './log-routing/log-events.ts';

const escalationSchema = z.object({
  points: z.int().min(1).max(100),
  /** Days that count; 0: every warning that is in force. */
  window: z.int().min(0).max(365).default(0),
  action: z.enum(['timeout', 'kick', 'ban']),
  duration: field.duration({ min: shortestDuration, max: longestDuration }).optional(),
});

/** Titles and descriptions are in the locales, under `config.…`. */
export const configSchema = z.object({
  dmOnAction: z.boolean().default(true),
  appealUrl: field.url().optional(),
  reasonRequired: z.boolean().default(false),
  modLog: field.channel({ types: ['text', 'announcement', 'thread'] }).optional(),
  reportChannel: field.channel({ types: ['text', 'announcement', 'thread'] }).optional(),
  logRoutes: z
    .array(
      z.object({
        channel: field.channel({ types: ['text', 'announcement', 'thread'] }),
        events: z.array(z.enum(logEventIds)).min(1).max(logEventIds.length),
      }),
    )
    .max(25)
    .default([]),
  logIgnoredChannels: z.array(field.channel()).max(50).default([]),
  messageLogRetention: z.int().min(0).max(30).default(1),
  protectedRoles: z.array(field.role()).max(25).default([]),
  warnExpiryDays: z.int().min(0).max(365).default(0),
  escalations: z
    .array(escalationSchema)
    .max(10)
    .default([
      { points: 3, window: 0, action: 'timeout', duration: 3_600_000 },
      { points: 5, window: 0, action: 'kick' },
    ]),
});

export type ModerationConfig = z.output<typeof configSchema>;
export type Escalation = z.output<typeof escalationSchema>;

/** What JSON Schema can't say. */
export function checkConfig(config: ModerationConfig): readonly ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  const seen = new Set<number>();
  for (const [index, { points, action, duration }] of config.escalations.entries()) {
    if (seen.has(points)) {
      issues.push({
        path: ['escalations', index, 'points'],
        message: {
          en: 'Another step is reached with as many points.',
          fr: 'Un autre palier est atteint avec autant de points.',
        },
      });
    }
    seen.add(points);
    if (action === 'timeout' && duration === undefined) {
      issues.push({
        path: ['escalations', index, 'duration'],
        message: {
          en: 'A timeout has an end: say how long it lasts.',
          fr: 'Une exclusion temporaire a une fin : indiquez sa durée.',
        },
      });
    }
    if (action === 'kick' && duration !== undefined) {
      issues.push({
        path: ['escalations', index, 'duration'],
        message: {
          en: 'Who is kicked may come back at once: a duration means nothing here.',
          fr: 'Un membre expulsé peut revenir aussitôt : une durée n’a pas de sens ici.',
        },
      });
    }
  }
  return issues;
}
