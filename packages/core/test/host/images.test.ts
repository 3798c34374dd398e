import { createHash } from 'node:crypto';
import { type Context, escapeXml, type SvgOptions } from '@guildhall/sdk';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImageStudio } from '../../src/images/index.ts';
import { readPictureHeader } from '../../src/images/picture-size.ts';
import { admin, basics, definePlugin, type Stack, startStack } from './scene.ts';

const contexts = new Map<string, Context>();
const painter = definePlugin({ ...basics, id: 'painter', needs: {} });
const keep = painter.setup((ctx) => void contexts.set(ctx.guild.id, ctx as unknown as Context));
const card = painter.command({
  name: 'card',
  description: 'Draws a card',
  async run(ctx) {
    const png = await ctx.image.svg(picture(`<text x="8" y="30">${escapeXml(ctx.member.name)}</text>`));
    await ctx.reply({ files: [{ name: 'card.png', data: png }] });
  },
});

const picture = (inner: string, size = 'width="120" height="40"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${inner}</svg>`;
const french = picture(
  '<rect width="120" height="40" fill="#224"/><text x="4" y="24" font-size="16" font-family="Comic Sans MS" fill="#fff">Où ça, cœur d’été ?</text>',
);
/** More than two seconds of work for any machine. */
const endless = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="2000"><filter id="f"><feTurbulence numOctaves="20" baseFrequency="0.05"/></filter>${'<rect width="2000" height="2000" filter="url(#f)"/>'.repeat(200)}</svg>`;

describe('ctx.image', () => {
  let stack: Stack;
  let ctx: Context;
  let guildId: string;
  beforeAll(async () => {
    stack = await startStack([painter.build(keep, card)]);
    const guild = stack.discord.guild('Painters', { channels: ['general'] });
    guildId = guild.id;
    await stack.idle();
    await stack.install(guild, 'painter');
    ctx = contexts.get(guild.id) as Context;
  });
  afterAll(async () => {
    await stack.close();
  });
  const refusal = (svg: string, options?: SvgOptions) =>
    ctx.image.svg(svg, options).then(
      () => 'drawn',
      (error: { code?: string }) => error.code ?? String(error),
    );

  it('GIVEN a member WHEN they ask for their card THEN a PNG comes with the answer', async () => {
    const ana = stack.discord.guilds[0]?.member('ana');
    const reply = await ana?.in('general').run('/card');
    expect(reply?.message).toMatchObject({
      attachments: [{ filename: 'card.png', content_type: 'image/png' }],
    });
  });

  it('GIVEN a drawing with French words WHEN it is drawn twice THEN the same bytes come, of the size that was asked for', async () => {
    const first = await ctx.image.svg(french);
    expect(readPictureHeader(first)).toEqual({ type: 'image/png', width: 120, height: 40 });
    expect(await ctx.image.svg(french)).toEqual(first);
    expect(readPictureHeader(await ctx.image.svg(french, { width: 360 }))).toMatchObject({
      width: 360,
      height: 120,
    });
    // The letters are there: without them it would be another picture, and with those of another font too.
    expect(await ctx.image.svg(french.replace('Où ça, cœur d’été ?', ''))).not.toEqual(first);
    expect(createHash('sha256').update(first).digest('hex')).toBe(
      'ca748013f4e31515e5bd6247fb4543e00f984b3309b864774f38316119f273e5',
    );
  });

  it('GIVEN an avatar WHEN the drawing names it THEN it is in the picture', async () => {
    const red = await ctx.image.svg(picture('<rect width="120" height="40" fill="red"/>'));
    const inside = picture('<image href="avatar" width="120" height="40"/>');
    expect(await ctx.image.svg(inside, { images: { avatar: red } })).toEqual(red);
    expect(await refusal(inside)).toBe('IMAGE_REFERENCE');
    const address = `data:image/png;base64,${Buffer.from(red).toString('base64')}`;
    expect(await ctx.image.svg(inside.replace('avatar', address))).toEqual(red);
  });

  it('GIVEN drawings that refer to the outside THEN they are refused', async () => {
    const references = [
      '<image href="file:///etc/passwd"/>',
      '<image href="/etc/passwd"/>',
      '<image href="http://169.254.169.254/"/>',
      "<image xlink:href='https://example.com/a.png' xmlns:xlink='http://www.w3.org/1999/xlink'/>",
      '<image href="&#104;ttps://example.com/a.png"/>',
      '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
      '<use href="https://example.com/a.svg#b"/>',
      '<rect fill="url(https://example.com/a)"/>',
      '<style>@import "https://example.com/a.css";</style>',
      '<style>rect { fill: url("https://example.com/a") }</style>',
    ];
    for (const inner of references) expect(await refusal(picture(inner)), inner).toBe('IMAGE_REFERENCE');
  });

  it('GIVEN drawings that are none, too large, or bombs THEN they are refused in good time', async () => {
    const uses = Array.from(
      { length: 30 },
      (_, n) => `<g id="a${n + 1}"><use href="#a${n}"/><use href="#a${n}"/></g>`,
    );
    expect(await refusal('')).toBe('IMAGE_INVALID');
    expect(await refusal('<svg')).toBe('IMAGE_INVALID');
    expect(await refusal('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')).toBe('IMAGE_INVALID');
    // Either the renderer's own bound ends it or the clock does, whichever is first on this machine.
    expect(['IMAGE_INVALID', 'IMAGE_TOO_SLOW']).toContain(
      await refusal(picture(`<g id="a0"><rect/></g>${uses.join('')}`)),
    );
    expect(await refusal(picture('', 'width="9000" height="10"'))).toBe('IMAGE_TOO_LARGE');
    expect(await refusal(picture('', 'width="10" height="4000"'), { width: 2000 })).toBe('IMAGE_TOO_LARGE');
    expect(await refusal(picture('x'.repeat(300_000)))).toBe('IMAGE_TOO_LARGE');
    expect(await refusal(picture(''), { width: 0 })).toBe('IMAGE_TOO_LARGE');
    expect(await refusal(picture(''), { images: { a: new Uint8Array(4) } })).toBe('IMAGE_INVALID');
    expect(await refusal(picture(''), { images: { a: pngOf(30_000, 30_000) } })).toBe('IMAGE_TOO_LARGE');
    expect(await refusal(picture(''), { images: { 'a"b': pngOf(1, 1) } })).toBe('IMAGE_INVALID');
  });

  it('GIVEN a drawing that takes too long THEN it is ended, the bot goes on meanwhile, and the next one is drawn', async () => {
    let turns = 0;
    const turning = setInterval(() => turns++, 20);
    expect(await refusal(endless)).toBe('IMAGE_TOO_SLOW');
    clearInterval(turning);
    // About 100 in two seconds; a thread that is blocked would have had one or two.
    expect(turns).toBeGreaterThan(20);
    expect(await refusal(french)).toBe('drawn');
  });

  it('GIVEN a plugin that wants many at once THEN ten are taken, and none is drawn once it is off', async () => {
    const outcomes = Array.from({ length: 12 }, () => refusal(french));
    expect((await Promise.all(outcomes)).filter((outcome) => outcome === 'IMAGE_BUSY')).toHaveLength(2);
    await stack.host.installations.setEnabled(guildId, 'painter', false, admin);
    await expect(ctx.image.svg(french)).rejects.toThrow('switched off');
  });

  it('GIVEN one plugin with many drawings and one with a single one THEN they take turns', async () => {
    const studio = new ImageStudio(1);
    const { signal } = new AbortController();
    const order: string[] = [];
    const draw = async (pluginId: string) => {
      await studio.svg({ pluginId, guildId: '1', signal }, french);
      order.push(pluginId);
    };
    await Promise.all([...Array.from({ length: 5 }, () => draw('greedy')), draw('modest')]);
    expect(order.indexOf('modest')).toBeLessThanOrEqual(2);
    await studio.close();
  });

  it('GIVEN any text of members WHEN it is escaped THEN the drawing is still one', async () => {
    expect(escapeXml(`<a href="x">&'\u0000\ud800`)).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&apos;\ufffd');
    const studio = new ImageStudio(1);
    const by = { pluginId: 'a', guildId: '1', signal: new AbortController().signal };
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
        const svg = picture(`<text x="1" y="20" id="${escapeXml(text)}">${escapeXml(text)}</text>`);
        expect(readPictureHeader(await studio.svg(by, svg))?.width).toBe(120);
      }),
      { numRuns: 15 },
    );
    await studio.close();
  });
});

/** The first bytes of a PNG that claims this size. */
function pngOf(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(24);
  header.writeUInt32BE(0x89504e47, 0);
  header.writeUInt32BE(0x0d0a1a0a, 4);
  header.writeUInt32BE(13, 8);
  header.write('IHDR', 12);
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header;
}
