import type { GuildView } from '../../../src/control/protocol.ts';

export interface MentionChoice {
  key: string;
  /** What stands in the text while it is written: `@ana`, `#general`. */
  written: string;
  /** What is sent: `<@1>`. */
  sent: string;
  label: string;
  color: number;
}

/** Everybody and everything that a message in `guild` can mention. */
export function mentionChoices(guild: GuildView): MentionChoice[] {
  return [
    ...guild.members.map((it) => ({
      key: it.userId,
      written: `@${it.username}`,
      sent: `<@${it.userId}>`,
      label: it.name === it.username ? `@${it.username}` : `${it.name} · @${it.username}`,
      color: it.color,
    })),
    ...guild.roles
      .filter((it) => !it.everyone)
      .map((it) => ({
        key: it.id,
        written: `@${it.name}`,
        sent: `<@&${it.id}>`,
        label: `@${it.name}`,
        color: it.color,
      })),
    ...guild.channels
      .filter((it) => it.type !== 4)
      .map((it) => ({
        key: it.id,
        written: `#${it.name}`,
        sent: `<#${it.id}>`,
        label: `#${it.name}`,
        color: 0,
      })),
  ];
}

/** Turns what was written into what Discord is sent; the longest name wins, and a name ends where a word does. */
export function withMentions(text: string, choices: MentionChoice[]): string {
  const byLength = choices.toSorted((a, b) => b.written.length - a.written.length);
  return text.replaceAll(/(?<![\w<])[@#][^\s@#<>].*?(?=[@#<]|$)/gs, (run) => {
    const found = byLength.find(
      (it) => run.startsWith(it.written) && !/^[\w-]/.test(run.slice(it.written.length)),
    );
    return found ? found.sent + run.slice(found.written.length) : run;
  });
}

/** The `@` or `#` word that ends at the caret. */
export function mentionAt(text: string, caret: number): { from: number; query: string } | null {
  const match = /(?:^|\s)([@#][\p{L}\p{N}_.-]*)$/u.exec(text.slice(0, caret));
  if (!match?.[1]) return null;
  return { from: caret - match[1].length, query: match[1].toLowerCase() };
}
