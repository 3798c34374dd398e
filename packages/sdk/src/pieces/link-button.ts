import type { APIButtonComponentWithURL } from 'discord.js';
import { parseEmoji } from './emoji.ts';
import type { ButtonLook } from './types.ts';

/** A button that opens an address, ready to be put into a message. */
export type LinkButtonComponent = APIButtonComponentWithURL;

/**
 * A button that opens an address instead of telling the plugin.
 *
 * @param url `https`, `http` or `discord`, at most 512 characters
 * @example
 * const url = ctx.pageUrl(drawPage, { id });
 * await ctx.reply({ content, components: url === undefined ? [] : [linkButton(url, { label: ctx.t('verify') })] });
 */
export function linkButton(
  url: string,
  { label, emoji, disabled }: Omit<ButtonLook, 'style'> = {},
): LinkButtonComponent {
  // Discord refuses a button that shows nothing.
  const text = label ?? (emoji === undefined ? new URL(url).host : undefined);
  return {
    type: 2,
    style: 5,
    url,
    ...(text !== undefined && { label: text }),
    ...(emoji !== undefined && { emoji: parseEmoji(emoji) }),
    ...(disabled !== undefined && { disabled }),
  };
}
