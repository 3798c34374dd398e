import { decodePayload, type Parameters, parseCustomId } from '@guildhall/sdk/host';
import type { Masks } from './masks.ts';
import type { SceneStep, SceneValue } from './problem-scene.ts';

/** A dispatch as it came, and when. */
export interface RecordedEvent {
  readonly at: number;
  readonly type: string;
  readonly payload: unknown;
}

/** What is known of the plugin's pieces: how the values of its components are packed, which first words it reads. */
export interface KnownPieces {
  readonly pluginId: string;
  readonly parameters: (piece: string) => Parameters | undefined;
  readonly commandWords: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
type Untimed = SceneStep extends infer S ? (S extends SceneStep ? Omit<S, 'after'> : never) : never;

/** Turns what the gateway sent into what people did, masked. */
export function toSteps(
  events: readonly RecordedEvent[],
  masks: Masks,
  pieces: KnownPieces,
): { readonly steps: readonly SceneStep[]; readonly leftOut: Readonly<Record<string, number>> } {
  const reader = new EventReader(masks, pieces);
  const steps: SceneStep[] = [];
  const leftOut: Record<string, number> = {};
  let before = events[0]?.at ?? 0;
  for (const { at, type, payload } of events) {
    const made = reader.read(type, (payload ?? {}) as Json);
    if (made === undefined) continue;
    if (made === 'unknown') {
      leftOut[type] = (leftOut[type] ?? 0) + 1;
      continue;
    }
    for (const step of made) {
      steps.push({ after: at - before, ...step } as SceneStep);
      before = at;
    }
  }
  return { steps, leftOut };
}

class EventReader {
  readonly #masks: Masks;
  readonly #pieces: KnownPieces;
  readonly #messages = new Map<string, string>();

  constructor(masks: Masks, pieces: KnownPieces) {
    this.#masks = masks;
    this.#pieces = pieces;
  }

  /** `undefined`: what bots did, which the plugin will do itself. */
  read(type: string, event: Json): readonly Untimed[] | 'unknown' | undefined {
    switch (type) {
      case 'MESSAGE_CREATE':
        return this.#said(event);
      case 'MESSAGE_UPDATE': {
        const message = this.#messages.get(String(event.id));
        if (message === undefined || typeof event.content !== 'string') return undefined;
        return [{ do: 'edit', message, text: this.#text(event.content) }];
      }
      case 'MESSAGE_DELETE': {
        const message = this.#messages.get(String(event.id));
        return message === undefined ? undefined : [{ do: 'delete', message }];
      }
      case 'MESSAGE_REACTION_ADD':
        return this.#reacted('react', event);
      case 'MESSAGE_REACTION_REMOVE':
        return this.#reacted('unreact', event);
      case 'GUILD_MEMBER_ADD':
        return isBot(event.user) ? undefined : [{ do: 'join', member: this.#who(event.user) }];
      case 'GUILD_MEMBER_REMOVE':
        return isBot(event.user) ? undefined : [{ do: 'leave', member: this.#who(event.user) }];
      case 'GUILD_MEMBER_UPDATE':
        if (isBot(event.user)) return undefined;
        return [{ do: 'roles', member: this.#who(event.user), roles: this.roles(event.roles) }];
      case 'VOICE_STATE_UPDATE': {
        const channel = event.channel_id === null ? null : this.#masks.channel(String(event.channel_id));
        if (channel === undefined) return 'unknown';
        return [{ do: 'voice', member: this.#masks.member(String(event.user_id)), channel }];
      }
      case 'INTERACTION_CREATE':
        return this.#interaction(event);
      default:
        return 'unknown';
    }
  }

  roles(ids: unknown): readonly string[] {
    return Array.isArray(ids) ? ids.flatMap((id) => this.#masks.role(String(id)) ?? []) : [];
  }

  #said(event: Json): readonly Untimed[] | 'unknown' | undefined {
    if (isBot(event.author) || event.webhook_id !== undefined) return undefined;
    const channel = this.#masks.channel(String(event.channel_id));
    if (channel === undefined) return 'unknown';
    const { message_id: answered } = (event.message_reference ?? {}) as Json;
    const answers = this.#messages.get(String(answered));
    return [
      {
        do: 'say',
        member: this.#who(event.author),
        channel,
        text: this.#text(String(event.content ?? '')) || 'x',
        message: this.#name(event.id),
        ...(answers === undefined ? {} : { answers }),
      },
    ];
  }

  #reacted(what: 'react' | 'unreact', event: Json): readonly Untimed[] | 'unknown' | undefined {
    const { member, user_id: userId, message_id: messageId, channel_id: channelId } = event;
    if (isBot((member as Json | undefined)?.user)) return undefined;
    const { id, name } = (event.emoji ?? {}) as Json;
    const emoji = id === null || id === undefined ? String(name) : '🙂';
    const known = this.#messages.get(String(messageId));
    const reaction = { do: what, member: this.#masks.member(String(userId)), emoji } as const;
    if (known !== undefined) return [{ ...reaction, message: known }];
    // A message of before: somebody wrote it.
    const channel = this.#masks.channel(String(channelId));
    if (channel === undefined || what === 'unreact') return 'unknown';
    const author = String(event.message_author_id ?? userId);
    const message = this.#name(messageId);
    return [
      { do: 'say', member: this.#masks.member(author), channel, text: 'x', message },
      { ...reaction, message },
    ];
  }

  #interaction(event: Json): readonly Untimed[] | 'unknown' {
    const { user } = (event.member ?? {}) as Json;
    const data = (event.data ?? {}) as Json;
    const channel = this.#masks.channel(String(event.channel_id));
    if (channel === undefined) return 'unknown';
    const by = { member: this.#who(user), channel };
    if (event.type === 2 && data.type === 1) {
      const { path, options } = this.#options([String(data.name)], data.options);
      return [{ do: 'command', ...by, command: path.join(' '), options }];
    }
    if (event.type === 3 && data.component_type === 2) {
      const id = parseCustomId(String(data.custom_id));
      const parameters = id && this.#pieces.parameters(id.piece);
      if (!id || !parameters) return 'unknown';
      const values = decodePayload(id.piece, parameters, id.payload);
      return [
        {
          do: 'press',
          ...by,
          piece: id.piece,
          values: this.#masks.json(values) as Record<string, SceneValue>,
        },
      ];
    }
    return 'unknown';
  }

  #options(path: string[], given: unknown): { path: string[]; options: Record<string, SceneValue> } {
    const options: Record<string, SceneValue> = {};
    for (const option of (Array.isArray(given) ? given : []) as Json[]) {
      // 1: subcommand, 2: group of them.
      if (option.type === 1 || option.type === 2)
        return this.#options([...path, String(option.name)], option.options);
      const { value } = option;
      const isEntity = typeof value === 'string' && Number(option.type) >= 6;
      const masked = isEntity
        ? this.#masks.json(value)
        : typeof value === 'string'
          ? this.#text(value)
          : value;
      options[String(option.name)] = masked as SceneValue;
    }
    return { path, options };
  }

  #who(user: unknown): string {
    return this.#masks.member(String((user as Json | undefined)?.id));
  }

  #text(text: string): string {
    return this.#masks.text(text, this.#pieces.commandWords);
  }

  #name(id: unknown): string {
    const name = `m${this.#messages.size + 1}`;
    this.#messages.set(String(id), name);
    return name;
  }
}

function isBot(user: unknown): boolean {
  return (user as { bot?: unknown } | undefined)?.bot === true;
}
