import { ImageError } from '@guildhall/sdk';
import { limits } from './limits.ts';
import { readPictureHeader } from './picture-size.ts';

const reference = /(\b(?:xlink:)?href\s*=\s*)(?:"([^"]*)"|'([^']*)')/g;
const cssReference = /\burl\(\s*(['"]?)(.*?)\1\s*\)/gs;
const dataAddress = /^data:image\/(?:png|jpeg|jpg|gif|webp);base64,([\w+/=\s]*)$/;
const pictureName = /^[\w.-]{1,64}$/;

/**
 * Checks a drawing before anything parses it, and puts the given pictures in.
 *
 * The renderer can open neither files nor connections; a reference to the outside is refused all the same, so that its author
 * learns why nothing would be there.
 *
 * @throws `ImageError`
 */
export function prepareDrawing(svg: string, images: Readonly<Record<string, Uint8Array>> = {}): string {
  if (typeof svg !== 'string') throw new ImageError('IMAGE_INVALID', 'The drawing is not a text.');
  const bytes = Buffer.byteLength(svg);
  if (bytes > limits.svgBytes) {
    throw new ImageError(
      'IMAGE_TOO_LARGE',
      `The drawing has ${bytes} bytes; ${limits.svgBytes} are allowed.`,
      'Pass pictures as `images`, and draw less.',
    );
  }
  // Entities of a document's own can unpack a short text to gigabytes.
  if (/<!\s*(?:DOCTYPE|ENTITY)/i.test(svg)) {
    throw new ImageError('IMAGE_INVALID', 'The drawing has a DOCTYPE.', 'Begin with <svg xmlns="…">.');
  }
  if (/@import\b/i.test(svg)) throw outside('@import');
  const pictures = readPictures(images);
  for (const [, , address = ''] of svg.matchAll(cssReference)) {
    if (!decode(address).trim().startsWith('#')) throw outside(address);
  }
  return svg.replace(reference, (whole, attribute: string, double?: string, single?: string) => {
    const address = decode(double ?? single ?? '').trim();
    if (address.startsWith('#')) return whole;
    const given = pictures.get(address);
    if (given !== undefined) return `${attribute}"${given}"`;
    const [, base64] = dataAddress.exec(address) ?? [];
    if (base64 === undefined) throw outside(address);
    checkPicture('a data: address', Buffer.from(base64, 'base64'));
    return whole;
  });
}

/** The pictures by name, as `data:` addresses. */
function readPictures(images: Readonly<Record<string, Uint8Array>>): ReadonlyMap<string, string> {
  const entries = Object.entries(images);
  if (entries.length > limits.pictures) {
    throw new ImageError(
      'IMAGE_TOO_LARGE',
      `There are ${entries.length} pictures; ${limits.pictures} are allowed.`,
    );
  }
  return new Map(
    entries.map(([name, data]) => {
      if (!pictureName.test(name)) {
        throw new ImageError(
          'IMAGE_INVALID',
          `"${name}" is not a name for a picture.`,
          'Use a–z, 0–9 and "-".',
        );
      }
      const type = checkPicture(`images.${name}`, data);
      return [name, `data:${type};base64,${Buffer.from(data).toString('base64')}`];
    }),
  );
}

/** @returns the media type */
function checkPicture(where: string, data: Uint8Array): string {
  const header = data instanceof Uint8Array ? readPictureHeader(data) : undefined;
  if (!header) throw new ImageError('IMAGE_INVALID', `${where} is no PNG, JPEG, GIF or WebP.`);
  if (data.byteLength > limits.pictureBytes || Math.max(header.width, header.height) > limits.pixels) {
    throw new ImageError(
      'IMAGE_TOO_LARGE',
      `${where} has ${data.byteLength} bytes and ${header.width} × ${header.height} pixels; ${limits.pictureBytes} bytes and ${limits.pixels} pixels a side are allowed.`,
      'Ask Discord for a smaller one: ?size=256.',
    );
  }
  return header.type;
}

function outside(address: string): ImageError {
  return new ImageError(
    'IMAGE_REFERENCE',
    `The drawing refers to "${address.slice(0, 80)}", and nothing is fetched for a drawing.`,
    'Pass the picture in `images` and refer to it by its name.',
  );
}

/** Character references, which an address could hide behind. */
function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[String(name)] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
