/** How a picture is drawn. */
export interface SvgOptions {
  /** Pixels, 1–2048; the height follows. Default: as the drawing says of itself. */
  readonly width?: number;
  /** What is behind the drawing, as CSS writes a colour. Default: nothing, the picture is transparent there. */
  readonly background?: string;
  /**
   * Pictures to put in: PNG, JPEG, GIF or WebP, at most 8, each ≤ 1 MB and ≤ 2048 pixels a side.
   * The drawing shows one by its name: `<image href="avatar" width="64" height="64"/>`.
   */
  readonly images?: Readonly<Record<string, Uint8Array>>;
}

/** Pictures, drawn by the host outside the bot's own thread. */
export interface Images {
  /**
   * Draws an SVG as a PNG. The same drawing gives the same bytes, on every machine.
   *
   * 1. At most 256 kB of SVG, 2048 × 2048 pixels and 2 seconds.
   * 2. Nothing is fetched: a picture is in `images`, or a `data:` address of its own.
   * 3. The font is Inter (Latin, Greek, Cyrillic; regular and bold), whatever family the drawing asks for.
   * 4. Plugins take turns; ten pictures of one may be under way in a guild, more are refused with `IMAGE_BUSY`.
   *
   * Text that members wrote belongs through {@link escapeXml} first.
   *
   * @throws `ImageError`: `IMAGE_TOO_LARGE`, `IMAGE_INVALID`, `IMAGE_REFERENCE`, `IMAGE_TOO_SLOW`, `IMAGE_BUSY`
   * @example
   * const png = await ctx.image.svg(`<svg xmlns="http://www.w3.org/2000/svg" width="320" height="80">
   *   <text x="16" y="48" font-size="24">${escapeXml(ctx.member.name)}</text></svg>`);
   * await ctx.reply({ files: [{ name: 'card.png', data: png }] });
   */
  svg(svg: string, options?: SvgOptions): Promise<Uint8Array>;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Makes a text safe inside an SVG, between tags and in attributes. Characters that XML can't hold are left out.
 *
 * @example
 * escapeXml('Ana & <Bob>'); // 'Ana &amp; &lt;Bob&gt;'
 */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
