import { field, z } from '@guildhall/sdk';

const limit = (count: number, seconds: number) =>
  z
    .object({
      count: z.int().min(1).max(50).default(count),
      seconds: z.int().min(5).max(600).default(seconds),
    })
    .prefault({});

/**
 * How much somebody may delete, ban or change at once, and who may do as they please. It is no part of the configuration, because
 * whoever administrates can change that: this is kept from them, and only the owner changes it.
 */
export const antiNukeSchema = z.object({
  enabled: z.boolean().default(true),
  deletions: limit(3, 20),
  bans: limit(5, 60),
  roles: limit(5, 60),
  webhooks: limit(3, 60),
  trusted: z.array(field.member()).max(25).default([]),
});

export type AntiNuke = z.output<typeof antiNukeSchema>;

export const antiNukeDefaults: AntiNuke = antiNukeSchema.parse({});
