import { field, z } from '@guildhall/sdk';

const roles = z.array(field.role()).min(1).max(25);
const channels = z.array(field.channel()).min(1).max(50);

/** What must also hold for a rule to fire: all of them. */
export const conditionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hasRole'), roles }),
  z.object({ type: z.literal('lacksRole'), roles }),
  z.object({ type: z.literal('noRoles') }),
  /** A category stands for its channels, a channel for its threads. */
  z.object({ type: z.literal('inChannel'), channels }),
  z.object({ type: z.literal('notInChannel'), channels }),
  z.object({ type: z.literal('accountYounger'), hours: z.int().min(1).max(8760).default(168) }),
  z.object({ type: z.literal('memberYounger'), hours: z.int().min(1).max(8760).default(24) }),
  z.object({ type: z.literal('hasLink') }),
  z.object({ type: z.literal('hasAttachment') }),
  z.object({ type: z.literal('isReply'), reply: z.boolean().default(true) }),
  z.object({ type: z.literal('longerThan'), characters: z.int().min(1).max(4000).default(20) }),
  /** In the server's time zone; over midnight when `from` is later than `to`. */
  z.object({ type: z.literal('between'), from: field.time(), to: field.time() }),
  z.object({ type: z.literal('heatAbove'), heat: z.int().min(1).max(300).default(30) }),
  z.object({ type: z.literal('panic') }),
]);

export type Condition = z.output<typeof conditionSchema>;
