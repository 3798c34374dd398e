import { definePlugin, z } from '@guildhall/sdk';

/** The pieces are those of a Sapphire bot, in `sapphire`: nothing of Guildhall is in them. */
const kiosk = definePlugin({
  id: 'kiosk',
  name: 'Kiosk',
  description: 'A bot written for Sapphire, brought along as it was.',
  category: 'fun',
  needs: { 'messages.read': 'greets', 'messages.send': 'answers' },
  intents: { MessageContent: { reason: 'hears greetings', degraded: 'members mention the bot' } },
  config: { version: 1, schema: z.object({ prefix: z.string().max(5).default('!') }) },
});

export default kiosk.build();
