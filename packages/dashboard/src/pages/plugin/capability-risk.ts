export type Risk = 'low' | 'medium' | 'high';

/** What an admin gives away with each capability: the SDK's table. What it does not know counts as high. */
const risks: Readonly<Record<string, Risk>> = {
  'guild.read': 'low',
  'channels.read': 'low',
  'channels.manage': 'high',
  'threads.manage': 'medium',
  'messages.read': 'medium',
  'messages.send': 'low',
  'messages.manage': 'high',
  'reactions.add': 'low',
  'members.read': 'medium',
  'members.roles': 'high',
  'members.moderate': 'high',
  'voice.read': 'low',
  'direct.send': 'medium',
  'webhooks.manage': 'high',
};

export function riskOf(capability: string): Risk {
  return risks[capability] ?? 'high';
}

export const riskTone = { low: 'neutral', medium: 'warning', high: 'danger' } as const;
