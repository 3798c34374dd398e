/** What the control API shows of the world: the shapes of its answers and events, from which their types come. */
import type {
  APIApplicationCommandOption,
  APIEmbed,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  LocalizationMap,
} from 'discord-api-types/v10';
import { z } from 'zod';

export const snowflake = z.string().regex(/^\d{1,20}$/, 'must be an id: digits');
export type Snowflake = z.infer<typeof snowflake>;

/** Something that is as Discord's own documentation describes it; it was checked when it came in. */
function discords<T>(description: string, page: string) {
  return z
    .custom<T>((value) => typeof value === 'object' && value !== null)
    .meta({
      description: `${description}, as in https://discord.com/developers/docs/${page}`,
    });
}

const time = z.number().describe('Milliseconds since the epoch, by the simulated clock');

export const userView = z
  .strictObject({
    id: snowflake,
    username: z.string(),
    name: z.string().describe('What to show: the global name, or the username'),
    avatarUrl: z.string().nullable(),
    bot: z.boolean(),
    locale: z.string(),
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof userView>;

export const roleView = z
  .strictObject({
    id: snowflake,
    name: z.string(),
    color: z.number().describe('0 means none'),
    position: z.number(),
    hoist: z.boolean(),
    managed: z.boolean(),
    mentionable: z.boolean(),
    everyone: z.boolean().describe('The role that everyone has; its id is the guild’s'),
    assignable: z.boolean().describe('The acting member may give and take it: it is below their own'),
  })
  .meta({ id: 'Role' });
export type RoleView = z.infer<typeof roleView>;

export const memberView = z
  .strictObject({
    userId: snowflake,
    name: z.string().describe('Nickname, global name or username'),
    username: z.string(),
    avatarUrl: z.string().nullable(),
    bot: z.boolean(),
    owner: z.boolean(),
    roles: z.array(snowflake).describe('Without @everyone'),
    color: z.number().describe('Colour of the highest coloured role, 0 for none'),
    timedOutUntil: time.nullable().describe('Until when the member may only look on'),
  })
  .meta({ id: 'Member' });
export type MemberView = z.infer<typeof memberView>;

export const channelView = z
  .strictObject({
    id: snowflake,
    guildId: snowflake.nullable().describe('null for direct messages'),
    type: z
      .number()
      .describe(
        'Discord’s channel type: 0 text, 1 direct messages, 2 voice, 4 category, 5 announcement, 10–12 threads, 13 stage, 15 forum',
      ),
    name: z.string().describe('Of direct messages: the other’s name'),
    topic: z.string().nullable(),
    parentId: snowflake.nullable(),
    position: z.number(),
    nsfw: z.boolean(),
    slowmodeSeconds: z.number(),
    lastMessageId: snowflake.nullable(),
    recipientId: snowflake.nullable().describe('Direct messages: with whom'),
    can: z
      .strictObject({
        send: z.boolean(),
        addReactions: z.boolean(),
        manageMessages: z.boolean(),
        pin: z.boolean(),
        useCommands: z.boolean(),
        attachFiles: z.boolean(),
        sendPolls: z.boolean(),
        connect: z.boolean(),
        startThreads: z.boolean(),
        startPrivateThreads: z.boolean(),
        manageThreads: z.boolean().describe('In a thread: rename and archive it, which its maker may'),
        lockThread: z.boolean(),
        manage: z.boolean().describe('Delete the channel or thread'),
      })
      .describe('What the acting member may do here'),
    thread: z
      .strictObject({
        archived: z.boolean(),
        locked: z.boolean(),
        ownerId: snowflake.nullable(),
        messageCount: z.number(),
        tags: z.array(snowflake).describe('Of a forum’s post'),
        joined: z.boolean().describe('The acting member is in it'),
      })
      .nullable(),
    tags: z
      .array(
        z.strictObject({
          id: snowflake,
          name: z.string(),
          emoji: z.string().nullable(),
          moderated: z.boolean(),
        }),
      )
      .describe('That a forum’s posts can have'),
    voice: z.array(snowflake).describe('Who is in this voice channel'),
    muted: z.array(snowflake).describe('Who of them is muted, by themselves or by others'),
    deafened: z.array(snowflake),
  })
  .meta({ id: 'Channel' });
export type ChannelView = z.infer<typeof channelView>;

/** So many of a guild's members are told; the operation `members` pages through all. */
export const membersInSnapshot = 500;

export const guildView = z
  .strictObject({
    id: snowflake,
    name: z.string(),
    description: z.string().nullable(),
    ownerId: snowflake,
    memberCount: z.number(),
    channels: z.array(channelView).describe('Only those that the acting member may see'),
    roles: z.array(roleView).describe('Highest first'),
    members: z
      .array(memberView)
      .describe(`At most ${membersInSnapshot} of them; more by the operation members`),
    emojis: z.array(
      z.strictObject({ id: snowflake, name: z.string(), animated: z.boolean(), url: z.string() }),
    ),
    can: z
      .strictObject({
        manageRoles: z.boolean(),
        manageGuild: z.boolean(),
        manageChannels: z.boolean(),
        manageNicknames: z.boolean(),
        changeNickname: z.boolean(),
        timeOut: z.boolean(),
        kick: z.boolean(),
        ban: z.boolean(),
      })
      .describe('What the acting member may do in the guild; whom to, their roles decide too'),
  })
  .meta({ id: 'Guild' });
export type GuildView = z.infer<typeof guildView>;

export const applicationView = z
  .strictObject({
    id: snowflake,
    name: z.string(),
    botUserId: snowflake,
    online: z.boolean().describe('Its bot has an open gateway connection'),
  })
  .meta({ id: 'Application' });

export const faultsView = z
  .strictObject({
    latencyMs: z.number().describe('Milliseconds added to every REST answer'),
    planned: z
      .array(z.strictObject({ route: z.string(), status: z.number(), left: z.number() }))
      .describe('Routes whose next calls fail, and how many of them are left'),
    acksWithheld: z.boolean().describe('Heartbeats are not acknowledged'),
    reordering: z.boolean().describe('Answers and events come in any order'),
    storms: z.number().describe('Storms of faults that go on'),
    silentConnections: z.number().describe('Gateway connections on which nothing comes any more'),
  })
  .meta({ id: 'Faults' });
/** What is broken on purpose at present. */
export type FaultsView = z.infer<typeof faultsView>;

export const clockView = z.strictObject({
  now: time,
  ahead: z.number().describe('Milliseconds that the simulated clock is ahead of real time'),
});

const otherGuild = z.strictObject({ id: snowflake, name: z.string(), memberCount: z.number() });

export const peopleView = z.strictObject({
  users: z
    .array(userView)
    .describe('Bots, the acting user, and of the others those who came first: at most 500 in all'),
  otherGuilds: z.array(otherGuild).describe('Guilds that the acting user is not in, and could join'),
  applications: z.array(applicationView),
});

export const snapshotView = z
  .strictObject({
    as: snowflake.nullable().describe('Who acts; null in a world without people'),
    ...clockView.shape,
    ...peopleView.shape,
    guilds: z.array(guildView),
    dms: z.array(channelView).describe('The acting user’s direct messages with bots'),
    faults: faultsView,
  })
  .meta({ id: 'Snapshot', description: 'Everything that one user sees' });
export type Snapshot = z.infer<typeof snapshotView>;

const emojiView = z
  .strictObject({
    id: snowflake.nullable(),
    name: z.string(),
    animated: z.boolean(),
    url: z.string().nullable(),
  })
  .meta({ id: 'Emoji' });
export type EmojiView = z.infer<typeof emojiView>;

const attachmentView = z
  .strictObject({
    id: snowflake,
    filename: z.string(),
    description: z.string().nullable(),
    contentType: z.string(),
    size: z.number(),
    width: z.number().nullable(),
    height: z.number().nullable(),
    url: z.string(),
  })
  .meta({ id: 'Attachment' });
export type AttachmentView = z.infer<typeof attachmentView>;

const pollView = z
  .strictObject({
    question: z.string(),
    answers: z.array(
      z.strictObject({
        id: z.number(),
        text: z.string(),
        emoji: z.string().nullable(),
        votes: z.number(),
        me: z.boolean(),
      }),
    ),
    multiple: z.boolean(),
    endsAt: time,
    ended: z.boolean(),
    voters: z.number(),
  })
  .meta({ id: 'Poll' });
export type PollView = z.infer<typeof pollView>;

export const messageView = z
  .strictObject({
    id: snowflake,
    channelId: snowflake,
    guildId: snowflake.nullable(),
    type: z
      .number()
      .describe(
        'Discord’s message type: 0 plain, 6 pin, 7 join, 18 thread, 19 reply, 20 command, 23 context menu, 24 AutoMod, 46 poll result …',
      ),
    author: z.strictObject({
      id: snowflake,
      name: z.string(),
      avatarUrl: z.string().nullable(),
      bot: z.boolean(),
      webhook: z.boolean(),
      color: z.number(),
    }),
    content: z.string(),
    timestamp: time,
    editedTimestamp: time.nullable(),
    pinned: z.boolean(),
    ephemeral: z.boolean().describe('Only the acting member sees it, and it is in no history'),
    thinking: z.boolean().describe('The application said that it will answer later'),
    componentsV2: z.boolean().describe('The message is made of components alone'),
    mentionsMe: z.boolean(),
    mentions: z
      .array(z.strictObject({ id: snowflake, name: z.string() }))
      .describe('Names for the mentions in it'),
    embeds: z.array(discords<APIEmbed>('An embed', 'resources/message#embed-object')),
    components: z.array(discords<APIMessageTopLevelComponent>('A component', 'components/reference')),
    attachments: z.array(attachmentView),
    stickers: z.array(z.strictObject({ id: snowflake, name: z.string() })),
    poll: pollView.nullable(),
    reactions: z.array(
      z.strictObject({
        emoji: emojiView,
        count: z.number(),
        me: z.boolean(),
        userIds: z.array(snowflake).describe('The first of them, at most 25'),
        names: z.array(z.string()).describe('Theirs'),
      }),
    ),
    replyTo: z
      .strictObject({
        messageId: snowflake,
        authorName: z.string().nullable().describe('null when the original was deleted'),
        excerpt: z.string().nullable(),
      })
      .nullable(),
    command: z
      .strictObject({ userId: snowflake, userName: z.string(), name: z.string() })
      .nullable()
      .describe('The command that this message answers'),
    threadId: snowflake.nullable().describe('The thread that began at it'),
  })
  .meta({ id: 'Message' });
export type MessageView = z.infer<typeof messageView>;

const localizations = z
  .custom<LocalizationMap>((value) => typeof value === 'object' && value !== null)
  .meta({ description: 'Texts by locale' });

export const commandView = z
  .strictObject({
    id: snowflake,
    applicationId: snowflake,
    applicationName: z.string(),
    type: z.literal([1, 2, 3]).describe('1 slash, 2 on a user, 3 on a message'),
    name: z.string(),
    nameLocalizations: localizations.nullable(),
    description: z.string(),
    descriptionLocalizations: localizations.nullable(),
    options: z.array(
      discords<APIApplicationCommandOption>(
        'An option',
        'interactions/application-commands#application-command-object-application-command-option-structure',
      ),
    ),
  })
  .meta({ id: 'Command', description: 'A command that the acting member may see here, with what it takes' });
export type CommandView = z.infer<typeof commandView>;

const modal = discords<APIModalInteractionResponseCallbackData>(
  'A modal',
  'interactions/receiving-and-responding#interaction-response-object-modal',
);
export type Modal = z.infer<typeof modal>;

const choice = z.strictObject({ name: z.string(), value: z.union([z.string(), z.number()]) });
export type Choice = z.infer<typeof choice>;

const ofInteraction = { interactionId: snowflake };
export const interactionOutcome = z
  .discriminatedUnion('result', [
    z.strictObject({ ...ofInteraction, result: z.literal('answered'), messageId: snowflake.nullable() }),
    z
      .strictObject({ ...ofInteraction, result: z.literal('deferred'), messageId: snowflake.nullable() })
      .describe(
        'The application promised an answer; it comes as a message event, and to the operation reply',
      ),
    z.strictObject({ ...ofInteraction, result: z.literal('modal'), modal }),
    z.strictObject({ ...ofInteraction, result: z.literal('choices'), choices: z.array(choice) }),
    z
      .strictObject({ ...ofInteraction, result: z.literal('failed'), message: z.string() })
      .describe('Nothing came within three seconds'),
  ])
  .meta({ id: 'InteractionOutcome', description: 'What became of an interaction' });
export type InteractionOutcome = z.infer<typeof interactionOutcome>;

export const trafficEntry = z
  .strictObject({
    id: z.number().describe('Grows by one; a gap means that older lines were dropped'),
    at: time,
    kind: z.enum(['rest', 'gateway']),
    direction: z.enum(['in', 'out']).describe('in: from the bot to the simulator'),
    title: z.string().describe('POST /channels/1/messages, MESSAGE_CREATE, IDENTIFY …'),
    status: z.number().nullable().describe('HTTP status, for REST'),
    milliseconds: z.number().nullable(),
    applicationId: snowflake.nullable(),
    shard: z.number().nullable().describe('For the gateway'),
    caller: z
      .string()
      .nullable()
      .describe('Who in the bot asked, if it says so in the header x-simulator-caller: a plugin’s id'),
    reason: z.string().nullable().describe('X-Audit-Log-Reason'),
    headers: z.record(z.string(), z.string()).describe('Those of the answer that speak of rate limits'),
    request: z.unknown(),
    response: z.unknown(),
  })
  .meta({ id: 'TrafficEntry' });
/** One line of the inspector. */
export type TrafficEntry = z.infer<typeof trafficEntry>;

export const violationView = z.strictObject({
  kind: z.string(),
  where: z.string(),
  message: z.string(),
});
