/** What a picture's first bytes say of it. */
export interface PictureHeader {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Kind and size of a PNG, JPEG, GIF or WebP without decoding it: what it would unpack to is known before memory is spent on it.
 *
 * @returns `undefined` for anything else, and for a header that is cut off
 */
export function readPictureHeader(data: Uint8Array): PictureHeader | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const ascii = (from: number, length: number) => String.fromCharCode(...data.subarray(from, from + length));
  try {
    if (view.getUint32(0) === 0x89504e47 && ascii(12, 4) === 'IHDR') {
      return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
    }
    if (ascii(0, 4) === 'GIF8') {
      return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
    }
    if (ascii(0, 4) === 'RIFF' && ascii(8, 4) === 'WEBP') return readWebp(view, ascii(12, 4));
    if (view.getUint16(0) === 0xffd8) return readJpeg(view);
  } catch (error) {
    // Reading past the end: the header is cut off.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

function readWebp(view: DataView, chunk: string): PictureHeader | undefined {
  const type = 'image/webp';
  if (chunk === 'VP8 ') {
    return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { type, width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (chunk !== 'VP8X') return undefined;
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  return { type, width: uint24(24) + 1, height: uint24(27) + 1 };
}

/** Walks the segments up to the frame header, which holds the size. */
function readJpeg(view: DataView): PictureHeader | undefined {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // 0xff may be repeated as padding.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}
