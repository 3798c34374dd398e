import type { MessageFacts, Subject } from '../engine/facts.ts';
import { madeAt } from '../engine/facts.ts';
import type { Finding } from '../engine/finding.ts';
import { isWithin } from '../engine/links.ts';
import type { Memory } from '../engine/memory.ts';
import { similarity } from '../engine/similarity.ts';
import { visibleIn } from '../normalise/index.ts';
import type { Pattern } from '../patterns/index.ts';
import { isPhishing, scamFile } from './phishing.ts';
import { type Source, sourceOf, type Trigger, type TriggerOf, type TriggerType } from './schema.ts';
import { compileWords } from './words.ts';

/** What triggers ask beside what happened. */
export interface Surroundings {
  readonly now: number;
  readonly memory: Memory;
  /** The member's heat, this deed included. */
  readonly heat: number;
  /** What scorers made of the message, at most; 0 without any. */
  readonly score: number;
  /** Patterns that were found in the message. */
  readonly found: ReadonlySet<Pattern>;
  /** Codes of the server's own invites, in lower case. */
  readonly ownInvites: ReadonlySet<string>;
}

/** A trigger, ready to be asked. */
export interface CompiledTrigger {
  readonly type: TriggerType;
  readonly source: Source;
  readonly patterns: readonly Pattern[];
  /** Pure: the same subject and surroundings give the same answer. */
  readonly ask: (subject: Subject, around: Surroundings) => Finding | undefined;
}

type Asked = Omit<Finding, 'trigger'> | undefined;
type Asks = { readonly [T in TriggerType]: (trigger: TriggerOf<T>) => CompiledTrigger['ask'] };

function ask<T extends TriggerType>(
  type: T,
  make: (trigger: TriggerOf<T>) => (subject: Subject, around: Surroundings) => Asked,
): (trigger: TriggerOf<T>) => CompiledTrigger['ask'] {
  return (trigger) => {
    const asked = make(trigger);
    return (subject, around) => {
      const finding = asked(subject, around);
      return finding && { trigger: type, ...finding };
    };
  };
}

function ofMessage<T extends TriggerType>(
  type: T,
  make: (trigger: TriggerOf<T>) => (message: MessageFacts, subject: Subject, around: Surroundings) => Asked,
): (trigger: TriggerOf<T>) => CompiledTrigger['ask'] {
  return ask(type, (trigger) => {
    const asked = make(trigger);
    return (subject, around) =>
      subject.message === undefined ? undefined : asked(subject.message, subject, around);
  });
}

const atLeast = (count: number, least: number): Asked =>
  count >= least ? { parameters: { count } } : undefined;
const seconds = (count: number) => count * 1000;
const hours = (count: number) => count * 3_600_000;

/** Letters of both cases exist in few alphabets; the others never shout. */
function capsOf(text: string): { readonly capitals: number; readonly letters: number } {
  const read = text.replace(/<a?:\w+:\d+>|https?:\/\/\S+/g, '');
  const capitals = read.match(/\p{Lu}/gu)?.length ?? 0;
  const small = read.match(/\p{Ll}/gu)?.length ?? 0;
  return { capitals, letters: capitals + small };
}

/** Marks that only Latin, Greek and Cyrillic letters carry: other scripts' vowels and tones are no zalgo. */
const markRanges = '\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f';
const mark = new RegExp(`[${markRanges}]`);
const piled = new RegExp(`[${markRanges}]{3,}`, 'g');

function zalgoIn(text: string): number {
  if (!mark.test(text)) return 0;
  return text.normalize('NFD').match(piled)?.length ?? 0;
}

function burst(
  messages: readonly { readonly id: string; readonly channelId: string }[],
  count: number,
): Asked {
  return {
    parameters: { count },
    related: messages.map(({ id, channelId }) => ({ id, channelId })),
  };
}

const asks: Asks = {
  messageRate: ofMessage(
    'messageRate',
    ({ count, seconds: window }) =>
      (message, { actor, at }, { memory }) => {
        if (message.edited) return undefined;
        const recent = memory.messagesOf(actor.userId, at, seconds(window));
        return recent.length >= count ? burst(recent, recent.length) : undefined;
      },
  ),
  duplicates: ofMessage(
    'duplicates',
    ({ count, seconds: window, similarity: least, across }) =>
      (message, { actor, at }, { memory }) => {
        if (message.edited) return undefined;
        const own = message.essence;
        if (own.text.length < 2) return undefined;
        const recent = across
          ? memory.messages(at, seconds(window))
          : memory.messagesOf(actor.userId, at, seconds(window));
        // What everybody says to each other ("hi", "gg") is no flood of many accounts.
        if (across && own.text.length < 12) return undefined;
        const alike = recent.filter((other) => similarity(own, other.essence, least) >= least);
        if (alike.length < count) return undefined;
        if (across && new Set(alike.map(({ userId }) => userId)).size < Math.min(count, 3)) return undefined;
        return burst(alike, alike.length);
      },
  ),
  caps: ofMessage('caps', ({ percent, minLetters }) => ({ text }) => {
    const { capitals, letters } = capsOf(text.raw);
    const share = Math.round((capitals / Math.max(1, letters)) * 100);
    return letters >= minLetters && share >= percent ? { parameters: { percent: share } } : undefined;
  }),
  mentions: ofMessage(
    'mentions',
    ({ count }) =>
      ({ mentions }) =>
        atLeast(mentions, count),
  ),
  roleMentions: ofMessage(
    'roleMentions',
    ({ count }) =>
      ({ roleMentions }) =>
        atLeast(roleMentions, count),
  ),
  emoji: ofMessage(
    'emoji',
    ({ count }) =>
      ({ emoji }) =>
        atLeast(emoji, count),
  ),
  lines: ofMessage(
    'lines',
    ({ count }) =>
      ({ text }) =>
        atLeast(text.raw.split(/\r\n|[\n\r\u2028\u2029]/).length, count),
  ),
  length: ofMessage(
    'length',
    ({ count }) =>
      ({ text }) =>
        atLeast(text.raw.length, count),
  ),
  attachments: ofMessage(
    'attachments',
    ({ count, seconds: window }) =>
      (message, { actor, at }, { memory }) => {
        if (message.edited || message.attachments.length === 0) return undefined;
        const recent = memory
          .messagesOf(actor.userId, at, seconds(window))
          .filter(({ attachments }) => attachments > 0);
        const total = recent.reduce((sum, { attachments }) => sum + attachments, 0);
        return total >= count ? burst(recent, total) : undefined;
      },
  ),
  links: ofMessage(
    'links',
    ({ count }) =>
      ({ links }) =>
        atLeast(links.length, count),
  ),
  domains: ofMessage('domains', ({ mode, domains }) => ({ links }) => {
    const found = links.find(
      ({ host }) => domains.some((domain) => isWithin(host, domain)) === (mode === 'deny'),
    );
    return found && { parameters: { domain: found.host } };
  }),
  invites: ofMessage('invites', ({ ownAllowed, allowed }) => {
    const welcome = new Set(allowed.map((code) => code.toLowerCase()));
    return ({ invites }, _subject, { ownInvites }) => {
      const found = invites.find((code) => {
        const key = code.toLowerCase();
        return !welcome.has(key) && !(ownAllowed && ownInvites.has(key));
      });
      return found === undefined ? undefined : { parameters: { code: found } };
    };
  }),
  words: ofMessage('words', ({ words, match }) => {
    const find = compileWords(words, match);
    return ({ text }) => {
      const word = find(text);
      return word === undefined ? undefined : { parameters: { word } };
    };
  }),
  // Which patterns were found is known before rules are asked: looking for them may take several breaths.
  regex: ask('regex', () => () => undefined),
  zalgo: ofMessage('zalgo', () => ({ text }) => {
    const count = zalgoIn(visibleIn(text.raw));
    return count >= 3 ? { parameters: { count } } : undefined;
  }),
  spoilers: ofMessage(
    'spoilers',
    ({ count }) =>
      ({ text }) =>
        atLeast(text.raw.match(/\|\|[^|]{1,2000}\|\|/g)?.length ?? 0, count),
  ),
  stickers: ofMessage('stickers', ({ count, seconds: window }) => (message, { actor, at }, { memory }) => {
    if (message.edited || message.stickers === 0) return undefined;
    const recent = memory
      .messagesOf(actor.userId, at, seconds(window))
      .filter(({ stickers }) => stickers > 0);
    const total = recent.reduce((sum, { stickers }) => sum + stickers, 0);
    return total >= count ? burst(recent, total) : undefined;
  }),
  phishing: ofMessage('phishing', ({ domains }) => ({ links }) => {
    const found = links.find((link) => isPhishing(link, domains));
    return found && { parameters: { domain: found.host } };
  }),
  scamFiles: ofMessage('scamFiles', () => ({ attachments }) => {
    const found = attachments.find(({ name }) => scamFile(name) !== undefined);
    return found && { parameters: { file: found.name.slice(0, 100) } };
  }),
  honeypot: ofMessage(
    'honeypot',
    ({ channels }) =>
      (message, { places }) =>
        message.edited || !channels.some((channel) => places.includes(channel))
          ? undefined
          : { parameters: {} },
  ),
  heat: ofMessage(
    'heat',
    ({ atLeast: least }) =>
      (_message, _subject, { heat }) =>
        heat >= least ? { parameters: { heat: Math.round(heat) } } : undefined,
  ),
  score: ofMessage(
    'score',
    ({ atLeast: least }) =>
      (_message, _subject, { score }) =>
        score >= least ? { parameters: { score: Math.round(score) } } : undefined,
  ),
  native: ask(
    'native',
    () =>
      ({ native }) =>
        native && { parameters: { rule: native.rule, keyword: native.keyword } },
  ),
  nickname: ask('nickname', ({ words, match }) => {
    const find = compileWords(words, match);
    return ({ names }) => {
      const word = names && find(names);
      return word === undefined ? undefined : { parameters: { word } };
    };
  }),
  accountAge: ask('accountAge', ({ hours: youngest }) => ({ actor, at, isJoin }) => {
    const age = at - madeAt(actor.userId);
    if (isJoin !== true || age >= hours(youngest)) return undefined;
    return { parameters: { hours: Math.max(0, Math.floor(age / hours(1))) } };
  }),
  noAvatar: ask(
    'noAvatar',
    () =>
      ({ actor, isJoin }) =>
        isJoin === true && !actor.hasAvatar ? { parameters: {} } : undefined,
  ),
  joins: ask(
    'joins',
    ({ count, seconds: window }) =>
      ({ at, isJoin }, { memory }) =>
        isJoin === true ? atLeast(memory.joined(at, seconds(window)).length, count) : undefined,
  ),
  threads: ask('threads', deeds('thread')),
  reactions: ask('reactions', deeds('reaction')),
  voice: ask('voice', deeds('voice')),
};

function deeds(what: 'thread' | 'reaction' | 'voice') {
  return ({ count, seconds: window }: { readonly count: number; readonly seconds: number }) =>
    ({ did, actor, at }: Subject, { memory }: Surroundings): Asked =>
      did === what ? atLeast(memory.deedsOf(actor.userId, what, at, seconds(window)), count) : undefined;
}

/** @param patternOf compiles a pattern, or finds it compiled. @throws `PatternRefused` */
export function compileTrigger(trigger: Trigger, patternOf: (source: string) => Pattern): CompiledTrigger {
  const base = { type: trigger.type, source: sourceOf[trigger.type] };
  if (trigger.type === 'regex') {
    const patterns = trigger.patterns.map(patternOf);
    return {
      ...base,
      patterns,
      ask: (_subject, { found }) => {
        const pattern = patterns.find((candidate) => found.has(candidate));
        return pattern && { trigger: 'regex', parameters: { pattern: pattern.source } };
      },
    };
  }
  const make = asks[trigger.type] as (trigger: Trigger) => CompiledTrigger['ask'];
  return { ...base, patterns: [], ask: make(trigger) };
}
