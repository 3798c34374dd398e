import type { APIEmbed } from 'discord.js';
import { z } from 'zod';
import { renderTemplate } from '../locales/index.ts';
import { withListedPlaceholders } from './placeholders.ts';
import { filledUrl, urlFault, withRule } from './rules.ts';
import type { EmbedField } from './types.ts';
import type { FieldUi, TemplateVariable } from './ui.ts';

/** An embed as an admin composes it: the part of Discord's own shape that a bot may send. `color` is `0xRRGGBB`. */
export interface MessageEmbed {
  title?: string | undefined;
  description?: string | undefined;
  /** Where the title leads. */
  url?: string | undefined;
  color?: number | undefined;
  author?: { name: string; url?: string | undefined; icon_url?: string | undefined } | undefined;
  thumbnail?: { url: string } | undefined;
  image?: { url: string } | undefined;
  fields?: { name: string; value: string; inline?: boolean | undefined }[] | undefined;
  footer?: { text: string; icon_url?: string | undefined } | undefined;
}

/** Discord's limits, in characters. `total`: of all texts of an embed together. */
export const embedLimits: Readonly<
  Record<
    'title' | 'description' | 'fields' | 'fieldName' | 'fieldValue' | 'footer' | 'author' | 'total',
    number
  >
> = Object.freeze({
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  author: 256,
  total: 6000,
});

/** Characters of all texts of an embed, as Discord counts them. */
export function embedLength(embed: MessageEmbed): number {
  const texts = [
    embed.title,
    embed.description,
    embed.author?.name,
    embed.footer?.text,
    ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
  ];
  return texts.reduce((total, text) => total + (text?.length ?? 0), 0);
}

/** Discord refuses an embed in which there is nothing to see. */
export function isEmptyEmbed(embed: MessageEmbed): boolean {
  const { title, description, author, thumbnail, image, footer, fields } = embed;
  const shown = [title, description, author?.name, footer?.text, thumbnail?.url, image?.url];
  return shown.every((part) => part === undefined || part === '') && (fields ?? []).length === 0;
}

export function embedField(variables: readonly TemplateVariable[]): EmbedField {
  const listed = (schema: z.ZodString) => withListedPlaceholders(schema, variables);
  const text = (limit: number) => listed(z.string().min(1).max(limit));
  const address = () =>
    withRule(
      listed(z.string().max(2048)),
      (text) => urlFault(filledUrl(text)) === undefined,
      'must be an https address',
    )
      .meta({ 'x-ui': { widget: 'url', placeholders: true } satisfies FieldUi })
      .optional();
  const picture = () => z.strictObject({ url: address().unwrap() }).optional();
  const { title, description, fields, fieldName, fieldValue, footer, author, total } = embedLimits;
  const embed = z.strictObject({
    title: text(title).optional(),
    description: text(description).optional(),
    url: address(),
    color: z
      .int()
      .min(0)
      .max(0xffffff)
      .meta({ 'x-ui': { widget: 'color' } satisfies FieldUi })
      .optional(),
    author: z.strictObject({ name: text(author), url: address(), icon_url: address() }).optional(),
    thumbnail: picture(),
    image: picture(),
    fields: z
      .array(
        z.strictObject({ name: text(fieldName), value: text(fieldValue), inline: z.boolean().optional() }),
      )
      .max(fields)
      .optional(),
    footer: z.strictObject({ text: text(footer), icon_url: address() }).optional(),
  });
  const whole = withRule(
    withRule(embed, (value) => !isEmptyEmbed(value), 'must show something'),
    (value) => embedLength(value) <= total,
    `must have at most ${total} characters in all`,
  );
  return whole.meta({ 'x-ui': { widget: 'embed', variables } satisfies FieldUi }) as unknown as EmbedField;
}

/**
 * Fills the `{placeholders}` of an embed, in every text and address. What the values bring in is cut at Discord's limits,
 * so that a long name can't keep a message from being sent. An address that is no address afterwards is left out.
 *
 * @example
 * await ctx.discord.send(channelId, { embeds: [renderEmbed(ctx.config.welcome, { member: '<@1>' })] });
 */
export function renderEmbed(
  embed: MessageEmbed,
  values: Readonly<Record<string, string | number>>,
): APIEmbed {
  const cut = (text: string, limit: number) => {
    const filled = renderTemplate(text, values);
    return filled.length <= limit ? filled : `${filled.slice(0, limit - 1)}…`;
  };
  const address = (text: string | undefined) => {
    const filled = text === undefined ? undefined : renderTemplate(text, values);
    return filled !== undefined && URL.canParse(filled) ? filled : undefined;
  };
  const picture = (part: { url: string } | undefined) => {
    const url = address(part?.url);
    return url === undefined ? undefined : { url };
  };
  const { title, description, author, footer, fields } = embed;
  const all: MessageEmbed = {
    title: title === undefined ? undefined : cut(title, embedLimits.title),
    description: description === undefined ? undefined : cut(description, embedLimits.description),
    url: address(embed.url),
    color: embed.color,
    author: author && {
      name: cut(author.name, embedLimits.author),
      url: address(author.url),
      icon_url: address(author.icon_url),
    },
    thumbnail: picture(embed.thumbnail),
    image: picture(embed.image),
    fields: fields?.map(({ name, value, inline }) => ({
      name: cut(name, embedLimits.fieldName),
      value: cut(value, embedLimits.fieldValue),
      inline,
    })),
    footer: footer && { text: cut(footer.text, embedLimits.footer), icon_url: address(footer.icon_url) },
  };
  return withoutAbsent(withinTotal(all));
}

/** The description gives way first, then the last fields. */
function withinTotal(embed: MessageEmbed): MessageEmbed {
  const over = embedLength(embed) - embedLimits.total;
  if (over <= 0) return embed;
  const { description = '', fields = [] } = embed;
  if (description.length > over) {
    return { ...embed, description: `${description.slice(0, description.length - over - 1)}…` };
  }
  return withinTotal({ ...embed, fields: fields.slice(0, -1) });
}

/** Discord's types know absent parts, and none that are there and undefined. */
function withoutAbsent(embed: MessageEmbed): APIEmbed {
  return JSON.parse(JSON.stringify(embed)) as APIEmbed;
}
