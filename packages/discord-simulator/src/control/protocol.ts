/**
 * The control API: what a program in any language, and the chat view, may ask of a simulator and is told by it.
 *
 * Every operation is `POST /control/<name>` with a JSON body and a JSON answer ({@link Operations}). Everything that
 * happens comes over `GET /control/events?as=<user id>` as server-sent events ({@link ControlEvent}): the first is
 * always a `snapshot`, so that a client that reconnects is right again without asking.
 *
 * Both want the simulator's control token: as `Authorization: Bearer <token>`, or as the cookie that opening
 * `/chat?token=<token>` sets. A refusal is an {@link ErrorBody} with a status that fits.
 *
 * This file holds types only, so that a browser may import it.
 */
import type {
  APIApplicationCommandOption,
  APIEmbed,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  LocalizationMap,
} from 'discord-api-types/v10';
import type { Snowflake } from '../world/entities.ts';

export type { Snowflake };

/** What every refusal looks like. */
export interface ErrorBody {
  error: {
    /**
     * `unauthorized` (no or a wrong token), `forbidden` (a Host or Origin that is not ours), `not-found`, `invalid`
     * (a body that is not what the operation asks for), `refused` (the world said no, as Discord would) or `internal`.
     */
    code: 'unauthorized' | 'forbidden' | 'not-found' | 'invalid' | 'refused' | 'internal';
    /** For a person: what failed and why. */
    message: string;
    /** Discord's own JSON error code, when the world said no: 50013 … */
    discordCode?: number;
    /** Why a member cannot do it, in a word: `missing-permission`, `invalid-option` … */
    reason?: string;
    /** Names of the permissions that the member lacks. */
    missing?: string[];
  };
}

export interface UserView {
  id: Snowflake;
  username: string;
  /** What to show: the global name, or the username. */
  name: string;
  avatarUrl: string | null;
  bot: boolean;
  locale: string;
}

export interface RoleView {
  id: Snowflake;
  name: string;
  /** `0` means none. */
  color: number;
  position: number;
  hoist: boolean;
  managed: boolean;
  mentionable: boolean;
  /** The role that everyone has; its id is the guild's. */
  everyone: boolean;
}

export interface MemberView {
  userId: Snowflake;
  /** Nickname, global name or username. */
  name: string;
  username: string;
  avatarUrl: string | null;
  bot: boolean;
  owner: boolean;
  /** Without `@everyone`. */
  roles: Snowflake[];
  /** Colour of the highest coloured role, `0` for none. */
  color: number;
  /** Until when the member may only look on, in milliseconds since the epoch. */
  timedOutUntil: number | null;
}

export interface ChannelView {
  id: Snowflake;
  /** Discord's channel type: 0 text, 2 voice, 4 category, 5 announcement, 10–12 threads, 13 stage, 15 forum. */
  type: number;
  name: string;
  topic: string | null;
  parentId: Snowflake | null;
  position: number;
  nsfw: boolean;
  slowmodeSeconds: number;
  lastMessageId: Snowflake | null;
  /** What the acting member may do here. */
  can: {
    send: boolean;
    addReactions: boolean;
    manageMessages: boolean;
    useCommands: boolean;
    attachFiles: boolean;
    connect: boolean;
  };
  thread: { archived: boolean; locked: boolean; ownerId: Snowflake | null; messageCount: number } | null;
  /** Who is in this voice channel. */
  voice: Snowflake[];
}

export interface GuildView {
  id: Snowflake;
  name: string;
  description: string | null;
  ownerId: Snowflake;
  memberCount: number;
  /** Only those that the acting member may see. */
  channels: ChannelView[];
  /** Highest first. */
  roles: RoleView[];
  /** At most {@link membersInSnapshot} of them; more by the operation `members`. */
  members: MemberView[];
  emojis: { id: Snowflake; name: string; animated: boolean; url: string }[];
  can: { manageRoles: boolean; manageGuild: boolean; timeOut: boolean; kick: boolean; ban: boolean };
}

export type MembersInSnapshot = 500;

/** Everything that one user sees. */
export interface Snapshot {
  as: Snowflake | null;
  now: number;
  /** Milliseconds that the simulator's clock is ahead of real time. */
  ahead: number;
  users: UserView[];
  guilds: GuildView[];
  /** Guilds that the acting user is not in, and could join. */
  otherGuilds: { id: Snowflake; name: string; memberCount: number }[];
  applications: { id: Snowflake; name: string; botUserId: Snowflake; online: boolean }[];
  faults: FaultsView;
}

export interface EmojiView {
  id: Snowflake | null;
  name: string;
  animated: boolean;
  url: string | null;
}

export interface MessageView {
  id: Snowflake;
  channelId: Snowflake;
  guildId: Snowflake | null;
  /** Discord's message type: 0 plain, 6 pin, 7 join, 18 thread, 19 reply, 20 command, 23 context menu, 24 AutoMod … */
  type: number;
  author: {
    id: Snowflake;
    name: string;
    avatarUrl: string | null;
    bot: boolean;
    webhook: boolean;
    color: number;
  };
  content: string;
  timestamp: number;
  editedTimestamp: number | null;
  pinned: boolean;
  /** Only the acting member sees it, and it is in no history. */
  ephemeral: boolean;
  /** The application said that it will answer later. */
  thinking: boolean;
  /** The message is made of components alone. */
  componentsV2: boolean;
  mentionsMe: boolean;
  /** Names for the mentions in it: users by id. */
  mentions: { id: Snowflake; name: string }[];
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  attachments: AttachmentView[];
  reactions: { emoji: EmojiView; count: number; me: boolean; userIds: Snowflake[] }[];
  replyTo: { messageId: Snowflake; authorName: string | null; excerpt: string | null } | null;
  /** The command that this message answers. */
  command: { userId: Snowflake; userName: string; name: string } | null;
  threadId: Snowflake | null;
}

export interface AttachmentView {
  id: Snowflake;
  filename: string;
  description: string | null;
  contentType: string;
  size: number;
  width: number | null;
  height: number | null;
  url: string;
}

/** A command that the acting member may see here, with what it takes. */
export interface CommandView {
  id: Snowflake;
  applicationId: Snowflake;
  applicationName: string;
  /** 1 slash, 2 on a user, 3 on a message. */
  type: 1 | 2 | 3;
  name: string;
  nameLocalizations: LocalizationMap | null;
  description: string;
  descriptionLocalizations: LocalizationMap | null;
  options: APIApplicationCommandOption[];
}

export type Modal = APIModalInteractionResponseCallbackData;

/** What became of an interaction. */
export type InteractionOutcome =
  | { interactionId: Snowflake; result: 'answered'; messageId: Snowflake | null }
  /** The application promised an answer; it comes as a message event. */
  | { interactionId: Snowflake; result: 'deferred'; messageId: Snowflake | null }
  | { interactionId: Snowflake; result: 'modal'; modal: Modal }
  | { interactionId: Snowflake; result: 'choices'; choices: Choice[] }
  /** Nothing came within three seconds. */
  | { interactionId: Snowflake; result: 'failed'; message: string };

export interface Choice {
  name: string;
  value: string | number;
}

export type OptionValue = string | number | boolean;

/** A typed option of a slash command: ids for users, roles, channels and mentionables. */
export type Options = Record<string, OptionValue>;

/** One traffic line of the inspector. */
export interface TrafficEntry {
  /** Grows by one; a gap means that older lines were dropped. */
  id: number;
  at: number;
  kind: 'rest' | 'gateway';
  /** `in`: from the bot to the simulator. */
  direction: 'in' | 'out';
  /** `POST /channels/1/messages`, `MESSAGE_CREATE`, `IDENTIFY` … */
  title: string;
  /** HTTP status, for REST. */
  status: number | null;
  milliseconds: number | null;
  applicationId: Snowflake | null;
  request: unknown;
  response: unknown;
}

/** What is broken on purpose at present. */
export interface FaultsView {
  /** Milliseconds added to every REST answer. */
  latencyMs: number;
}

interface AsMember {
  /** The acting user's id. */
  as: Snowflake;
}

interface InChannel extends AsMember {
  channelId: Snowflake;
}

interface OnMessage extends InChannel {
  messageId: Snowflake;
}

type Done = Record<string, never>;

/** Name → request and answer of every operation. */
export interface Operations {
  snapshot: { request: { as?: Snowflake }; answer: Snapshot };
  /** Newest last. `before` pages back. */
  messages: {
    request: InChannel & { before?: Snowflake; limit?: number };
    answer: { messages: MessageView[]; more: boolean };
  };
  /** Members whose name starts with `query`. */
  members: {
    request: AsMember & { guildId: Snowflake; query?: string; limit?: number };
    answer: { members: MemberView[] };
  };
  commands: { request: InChannel; answer: { commands: CommandView[] } };

  say: {
    request: InChannel & {
      content?: string;
      replyTo?: Snowflake;
      attachments?: { filename: string; contentType: string; base64: string }[];
    };
    answer: { messageId: Snowflake };
  };
  edit: { request: OnMessage & { content: string }; answer: Done };
  delete: { request: OnMessage; answer: Done };
  react: { request: OnMessage & { emoji: string; remove?: boolean }; answer: Done };
  type: { request: InChannel; answer: Done };
  /** Takes an ephemeral message off the member's screen. */
  dismiss: { request: OnMessage; answer: Done };

  /** `command`: the words without the slash, e.g. `ticket open`. */
  run: { request: InChannel & { command: string; options?: Options }; answer: InteractionOutcome };
  /** What an application suggests for the option that the member is typing in. */
  autocomplete: {
    request: InChannel & { command: string; options?: Options; focused: string; value: string };
    answer: InteractionOutcome;
  };
  /** Runs a message command or a user command. */
  context: {
    request: InChannel & { command: string; messageId?: Snowflake; userId?: Snowflake };
    answer: InteractionOutcome;
  };
  click: { request: OnMessage & { customId: string }; answer: InteractionOutcome };
  select: { request: OnMessage & { customId: string; values: string[] }; answer: InteractionOutcome };
  /** Sends the modal that `interactionId` was answered with. */
  submit: {
    request: InChannel & { interactionId: Snowflake; values: Record<string, string | string[]> };
    answer: InteractionOutcome;
  };

  /** A new user joins the guild, or, with `as`, one that exists. */
  join: {
    request: { guildId: Snowflake; username: string } | { guildId: Snowflake; as: Snowflake };
    answer: { userId: Snowflake };
  };
  leave: { request: AsMember & { guildId: Snowflake }; answer: Done };
  /** Leaves the voice channel with `null`. */
  voice: { request: AsMember & { guildId: Snowflake; channelId: Snowflake | null }; answer: Done };
  role: {
    request: AsMember & { guildId: Snowflake; userId: Snowflake; roleId: Snowflake; give: boolean };
    answer: Done;
  };
  /** `timeOut` for a `duration` (`10m`); without one it ends. */
  moderate: {
    request: AsMember & {
      guildId: Snowflake;
      userId: Snowflake;
      act: Moderation;
      duration?: string;
      reason?: string;
    };
    answer: Done;
  };
  locale: { request: AsMember & { locale: string }; answer: Done };

  clock: { request: { advance?: string | number }; answer: { now: number; ahead: number } };
  faults: { request: Partial<FaultsView>; answer: FaultsView };
  /** The next `times` calls of a route (`POST /channels/*\/messages`) are answered with this status. */
  failNext: { request: { route: string; status: number; times?: number }; answer: Done };
  /** One act of sabotage on the gateway, now. */
  sabotage: { request: { act: Sabotage }; answer: Done };
  traffic: { request: { after?: number }; answer: { entries: TrafficEntry[] } };
  /** Waits until nothing is under way; tells what Discord would have refused so far. */
  idle: { request: Done; answer: { violations: { kind: string; where: string; message: string }[] } };
}

export type Moderation = 'timeOut' | 'kick' | 'ban' | 'unban';

/**
 * `drop`: cut the sockets without a word; `reconnect`: op 7; `invalidate`: op 9, the sessions are lost; `silence`:
 * the sockets that are open now stay open and say nothing more.
 */
export type Sabotage = 'drop' | 'reconnect' | 'invalidate' | 'silence';

export type OperationName = keyof Operations;
export type RequestOf<N extends OperationName> = Operations[N]['request'];
export type AnswerOf<N extends OperationName> = Operations[N]['answer'];

/** What the event stream tells. The event's name is its `type`. */
export type ControlEvent =
  | ({ type: 'snapshot' } & Snapshot)
  /** The guild as it is now: joined, or anything in it but messages changed. */
  | { type: 'guild'; guild: GuildView }
  | { type: 'guildGone'; guildId: Snowflake }
  | {
      type: 'people';
      users: UserView[];
      otherGuilds: Snapshot['otherGuilds'];
      applications: Snapshot['applications'];
    }
  | { type: 'message'; message: MessageView; created: boolean }
  | { type: 'messagesGone'; channelId: Snowflake; messageIds: Snowflake[] }
  | { type: 'typing'; channelId: Snowflake; userId: Snowflake }
  /** Of the acting member only. */
  | { type: 'interaction'; outcome: InteractionOutcome }
  /** Commands or who may use them changed. `null`: in every guild. */
  | { type: 'commands'; guildId: Snowflake | null }
  | { type: 'clock'; now: number; ahead: number }
  | { type: 'faults'; faults: FaultsView }
  | { type: 'traffic'; entry: TrafficEntry };

export type ControlEventOf<K extends ControlEvent['type']> = Extract<ControlEvent, { type: K }>;
