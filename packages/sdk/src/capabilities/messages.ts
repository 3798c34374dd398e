import { type Capability, capability } from './capability.ts';

export type MessagesCapabilityId =
  | 'messages.read'
  | 'messages.send'
  | 'messages.manage'
  | 'messages.pin'
  | 'polls.run'
  | 'reactions.add'
  | 'direct.send';

/** Capabilities about messages. */
export const messagesCapabilities: Readonly<Record<MessagesCapabilityId, Capability<MessagesCapabilityId>>> =
  {
    'messages.read': capability({
      id: 'messages.read',
      risk: 'medium',
      title: { en: 'Notice messages and reactions', fr: 'Remarquer les messages et les réactions' },
      description: {
        en: 'Who writes or reacts, where and when. What a message says is only visible with the message content intent.',
        fr: 'Qui écrit ou réagit, où et quand. Le texte n’est visible qu’avec l’intention « contenu des messages ».',
      },
      permissions: ['ViewChannel', 'ReadMessageHistory'],
      routes: [
        'GET /channels/{}/messages',
        'GET /channels/{}/messages/{}',
        'GET /channels/{}/messages/{}/reactions/{}',
        'GET /channels/{}/polls/{}/answers/{}',
        'GET /channels/{}/messages/pins',
        'GET /channels/{}/pins',
      ],
      intents: ['GuildMessages', 'GuildMessageReactions', 'GuildMessagePolls'],
      fields: ['content', 'embeds', 'attachments', 'components', 'poll', 'message_snapshots'],
    }),
    'messages.send': capability({
      id: 'messages.send',
      risk: 'low',
      title: { en: 'Send messages', fr: 'Envoyer des messages' },
      description: {
        en: 'Write in channels where the bot may, and edit or delete what it wrote itself.',
        fr: 'Écrire là où le bot en a le droit, modifier ou supprimer ses propres messages.',
      },
      permissions: ['ViewChannel', 'SendMessages', 'SendMessagesInThreads', 'EmbedLinks', 'AttachFiles'],
      routes: [
        'POST /channels/{}/messages',
        'PATCH /channels/{}/messages/{}',
        'DELETE /channels/{}/messages/{}',
        'POST /channels/{}/messages/{}/crosspost',
        'POST /channels/{}/typing',
      ],
      intents: [],
      fields: [],
    }),
    'messages.manage': capability({
      id: 'messages.manage',
      risk: 'high',
      title: { en: 'Delete and pin members’ messages', fr: 'Supprimer et épingler les messages des membres' },
      description: {
        en: 'A deleted message can’t be brought back.',
        fr: 'Un message supprimé ne peut pas être rétabli.',
      },
      permissions: ['ViewChannel', 'ReadMessageHistory', 'ManageMessages', 'PinMessages'],
      routes: [
        'DELETE /channels/{}/messages/{}',
        'POST /channels/{}/messages/bulk-delete',
        'POST /channels/{}/messages/{}/crosspost',
        'PUT /channels/{}/messages/pins/{}',
        'DELETE /channels/{}/messages/pins/{}',
        'PUT /channels/{}/pins/{}',
        'DELETE /channels/{}/pins/{}',
        'DELETE /channels/{}/messages/{}/reactions',
        'DELETE /channels/{}/messages/{}/reactions/{}',
        'DELETE /channels/{}/messages/{}/reactions/{}/{}',
      ],
      intents: [],
      fields: [],
    }),
    'messages.pin': capability({
      id: 'messages.pin',
      risk: 'medium',
      title: { en: 'Pin messages', fr: 'Épingler des messages' },
      description: {
        en: 'Pin messages of members and of the bot, and take pins down.',
        fr: 'Épingler les messages des membres et du bot, et les désépingler.',
      },
      permissions: ['ViewChannel', 'ReadMessageHistory', 'PinMessages'],
      routes: [
        'PUT /channels/{}/messages/pins/{}',
        'DELETE /channels/{}/messages/pins/{}',
        'PUT /channels/{}/pins/{}',
        'DELETE /channels/{}/pins/{}',
        'GET /channels/{}/messages/pins',
        'GET /channels/{}/pins',
      ],
      intents: [],
      fields: [],
    }),
    'polls.run': capability({
      id: 'polls.run',
      risk: 'low',
      title: { en: 'Run Discord’s polls', fr: 'Organiser des sondages Discord' },
      description: {
        en: 'End the bot’s own polls early and see who voted for what.',
        fr: 'Clore les sondages du bot et voir qui a voté pour quoi.',
      },
      permissions: ['ViewChannel', 'ReadMessageHistory', 'SendPolls'],
      routes: ['POST /channels/{}/polls/{}/expire', 'GET /channels/{}/polls/{}/answers/{}'],
      intents: ['GuildMessagePolls'],
      fields: [],
    }),
    'reactions.add': capability({
      id: 'reactions.add',
      risk: 'low',
      title: { en: 'React to messages', fr: 'Réagir aux messages' },
      description: {
        en: 'Add the bot’s own reactions, and take them back.',
        fr: 'Ajouter les réactions du bot, et les retirer.',
      },
      permissions: ['ViewChannel', 'ReadMessageHistory', 'AddReactions', 'UseExternalEmojis'],
      routes: [
        'PUT /channels/{}/messages/{}/reactions/{}/@me',
        'DELETE /channels/{}/messages/{}/reactions/{}/@me',
      ],
      intents: [],
      fields: [],
    }),
    'direct.send': capability({
      id: 'direct.send',
      risk: 'medium',
      title: { en: 'Send direct messages to members', fr: 'Envoyer des messages privés aux membres' },
      description: {
        en: 'Members who closed their direct messages receive nothing.',
        fr: 'Les membres qui ont fermé leurs messages privés ne reçoivent rien.',
      },
      permissions: [],
      routes: [
        'POST /users/@me/channels',
        'POST /channels/{}/messages',
        'PATCH /channels/{}/messages/{}',
        'DELETE /channels/{}/messages/{}',
        'POST /channels/{}/typing',
      ],
      intents: [],
      fields: [],
    }),
  };
