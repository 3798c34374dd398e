import {
  CannotDo,
  type CannotDoReason,
  type Reply,
  type VirtualMember,
  type VirtualMessage,
} from '@guildhall/discord-simulator';
import { expect } from 'vitest';
import type { Scene } from './start-guild.ts';

/** What a text must be like: contained, matched, or exactly so. */
export type TextLike = string | RegExp;

/** A place as one member sees it: `ana.in('general')`. */
interface Place {
  messages(limit?: number): VirtualMessage[];
}

interface GuildhallMatchers<R> {
  /** An answer to an interaction contains or matches the text: `expect(await ana.run('/rank')).toReply('level 3')`. */
  toReply(text: TextLike, look?: { readonly ephemeral?: boolean }): R;
  /** The answer is a form: `expect(await ana.run('/open')).toOpenModal('Ticket')`. */
  toOpenModal(title?: TextLike): R;
  /** Some message that the member sees there contains or matches the text: `expect(ana.in('general')).toHaveSent('★ 3')`. */
  toHaveSent(text: TextLike): R;
  /** The member has the role of this name. */
  toHaveRole(name: string): R;
  /** The member is timed out at this moment. */
  toBeTimedOut(): R;
  /**
   * Discord, or its client, did not let the member do it:
   * `await expect(ana.run('/close')).toBeRefused('command-not-allowed')`.
   */
  toBeRefused(reason?: CannotDoReason): Promise<void>;
  /** Nothing is under Problems: `await expect(scene).toHaveNoProblems('leveling')`. */
  toHaveNoProblems(pluginId: string): Promise<void>;
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends GuildhallMatchers<R> {}
}

expect.extend({
  toReply(reply: Reply, text: TextLike, look: { readonly ephemeral?: boolean } = {}) {
    const said = wordsOf(reply);
    const isSeenRight = look.ephemeral === undefined || look.ephemeral === reply.ephemeral;
    return {
      pass: says(said, text) && isSeenRight,
      message: () =>
        isSeenRight
          ? `expected the answer ${not(this.isNot)}to say ${shown(text)}; it says ${JSON.stringify(said)}`
          : `expected the answer to be seen by ${look.ephemeral ? 'one member' : 'everyone'}, and it is not`,
    };
  },
  toOpenModal(reply: Reply, title: TextLike = '') {
    const opened = reply.modal?.title;
    return {
      pass: opened !== undefined && says(opened, title),
      message: () =>
        `expected a form ${title === '' ? '' : `titled ${shown(title)} `}${not(this.isNot)}to open; ${
          opened === undefined
            ? `the answer was ${JSON.stringify(wordsOf(reply))}`
            : `it was ${JSON.stringify(opened)}`
        }`,
    };
  },
  toHaveSent(place: Place, text: TextLike) {
    const said = place.messages().map(({ content, embeds }) => textOf(content, embeds));
    return {
      pass: said.some((one) => says(one, text)),
      message: () =>
        `expected a message that ${this.isNot ? 'does not say' : 'says'} ${shown(text)}; there are\n${said.map((one) => `- ${one}`).join('\n')}`,
    };
  },
  toHaveRole(member: VirtualMember, name: string) {
    return {
      pass: member.roles.includes(name),
      message: () =>
        `expected ${member.name} ${not(this.isNot)}to have the role "${name}"; they have ${member.roles.join(', ') || 'none'}`,
    };
  },
  toBeTimedOut(member: VirtualMember) {
    return {
      pass: member.timedOutUntil !== null,
      message: () => `expected ${member.name} ${not(this.isNot)}to be timed out`,
    };
  },
  async toBeRefused(attempt: Promise<unknown>, reason?: CannotDoReason) {
    const refusal = await attempt.then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof CannotDo) return error;
        throw error;
      },
    );
    return {
      pass: refusal !== undefined && (reason === undefined || refusal.reason === reason),
      message: () =>
        refusal === undefined
          ? 'expected the member to be refused; they could do it'
          : `expected ${not(this.isNot)}to be refused${reason ? ` for "${reason}"` : ''}; it was "${refusal.reason}": ${refusal.message}`,
    };
  },
  async toHaveNoProblems(scene: Pick<Scene, 'installation'>, pluginId: string) {
    const problems = (await scene.installation(pluginId))?.problems;
    return {
      pass: problems?.length === 0,
      message: () =>
        problems === undefined
          ? `expected "${pluginId}" to be installed`
          : `expected ${this.isNot ? 'problems' : 'no problems'}; there are\n${problems.map(({ code, message }) => `- ${code}: ${message}`).join('\n')}`,
    };
  },
});

function wordsOf(reply: Reply): string {
  return textOf(reply.content, reply.embeds);
}

/** What can be read: the text, and the titles, texts and fields of embeds. */
function textOf(content: string, embeds: readonly Record<string, unknown>[]): string {
  const parts = embeds.flatMap((embed) => [
    embed.title,
    embed.description,
    ...((embed.fields ?? []) as { name: string; value: string }[]).flatMap(({ name, value }) => [
      name,
      value,
    ]),
  ]);
  return [content, ...parts].filter((part) => typeof part === 'string' && part !== '').join('\n');
}

function says(said: string, text: TextLike): boolean {
  return typeof text === 'string' ? said.includes(text) : text.test(said);
}

function shown(text: TextLike): string {
  return typeof text === 'string' ? JSON.stringify(text) : String(text);
}

function not(isNot: boolean): string {
  return isNot ? 'not ' : '';
}
