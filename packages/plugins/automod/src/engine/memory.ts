import type { Subject } from './facts.ts';
import type { Essence } from './similarity.ts';

const mostOfMember = 60;
const mostMembers = 5000;
const mostTexts = 300;
const mostJudged = 5000;

interface RememberedMessage {
  readonly at: number;
  readonly id: string;
  readonly channelId: string;
  readonly essence: Essence;
  readonly attachments: number;
  readonly stickers: number;
  readonly userId: string;
}

interface Deed {
  readonly at: number;
  readonly what: 'thread' | 'reaction' | 'voice';
}

interface Trace {
  readonly messages: RememberedMessage[];
  readonly deeds: Deed[];
}

/**
 * What happened in a guild in the last two minutes, as far as rules count it. It is in memory only: after a restart, counting
 * begins anew. Everything in it is bounded.
 */
export class Memory {
  readonly #members = new Map<string, Trace>();
  #texts: RememberedMessage[] = [];
  #joins: { readonly at: number; readonly userId: string }[] = [];
  readonly #judged = new Map<string, string>();

  /** Takes in what happened. A message that is edited is not said again. */
  note(subject: Subject): void {
    const { at, actor, message } = subject;
    if (message && !message.edited) {
      const remembered: RememberedMessage = {
        at,
        id: message.id,
        channelId: subject.places[0] ?? '',
        essence: message.essence,
        attachments: message.attachments.length,
        stickers: message.stickers,
        userId: actor.userId,
      };
      const trace = this.#trace(actor.userId);
      trace.messages.push(remembered);
      if (trace.messages.length > mostOfMember) trace.messages.shift();
      this.#texts.push(remembered);
      if (this.#texts.length > mostTexts) this.#texts = this.#texts.slice(-mostTexts / 2);
    }
    if (subject.isJoin === true) {
      this.#joins.push({ at, userId: actor.userId });
      if (this.#joins.length > 2000) this.#joins = this.#joins.slice(-1000);
    }
    if (subject.did !== undefined) {
      const { deeds } = this.#trace(actor.userId);
      deeds.push({ at, what: subject.did });
      if (deeds.length > mostOfMember) deeds.shift();
    }
  }

  /** A member's messages of the last `window` milliseconds, oldest first. */
  messagesOf(userId: string, now: number, window: number): readonly RememberedMessage[] {
    return this.#members.get(userId)?.messages.filter(({ at }) => at > now - window && at <= now) ?? [];
  }

  /** Everybody's. */
  messages(now: number, window: number): readonly RememberedMessage[] {
    return this.#texts.filter(({ at }) => at > now - window && at <= now);
  }

  deedsOf(userId: string, what: Deed['what'], now: number, window: number): number {
    return (
      this.#members
        .get(userId)
        ?.deeds.filter((deed) => deed.what === what && deed.at > now - window && deed.at <= now).length ?? 0
    );
  }

  /** Who joined in the last `window` milliseconds. */
  joined(now: number, window: number): readonly string[] {
    return this.#joins.filter(({ at }) => at > now - window && at <= now).map(({ userId }) => userId);
  }

  /**
   * Whether a message says something that was not judged yet. Discord tells of an edit when an embed appears, and tells some
   * things twice.
   */
  isNews(messageId: string, hash: string): boolean {
    if (this.#judged.get(messageId) === hash) return false;
    this.#judged.delete(messageId);
    this.#judged.set(messageId, hash);
    if (this.#judged.size > mostJudged) {
      const oldest = this.#judged.keys().next();
      if (oldest.done !== true) this.#judged.delete(oldest.value);
    }
    return true;
  }

  #trace(userId: string): Trace {
    let trace = this.#members.get(userId);
    // The members' order is that of their last deed, so that the quietest is forgotten first.
    if (trace) this.#members.delete(userId);
    else trace = { messages: [], deeds: [] };
    this.#members.set(userId, trace);
    if (this.#members.size > mostMembers) {
      const oldest = this.#members.keys().next();
      if (oldest.done !== true) this.#members.delete(oldest.value);
    }
    return trace;
  }
}
