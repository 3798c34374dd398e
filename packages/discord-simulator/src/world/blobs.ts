import type { Snowflake } from './entities.ts';

/** The bytes of attachments and pictures. The journal replaces the map by files. */
export interface BlobStore {
  put(id: string, data: Buffer): void;
  get(id: string): Buffer | undefined;
  /** All that there are. */
  ids(): Iterable<string>;
}

export function memoryBlobs(): BlobStore {
  const blobs = new Map<Snowflake, Buffer>();
  return { put: (id, data) => void blobs.set(id, data), get: (id) => blobs.get(id), ids: () => blobs.keys() };
}

/** A picture's size, read from the first bytes of a PNG, GIF or JPEG; `null` for anything else. */
export function pictureSize(data: Buffer): { width: number; height: number } | null {
  if (data.length > 24 && data.toString('latin1', 1, 4) === 'PNG') {
    return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
  }
  if (data.length > 10 && data.toString('latin1', 0, 3) === 'GIF') {
    return { width: data.readUInt16LE(6), height: data.readUInt16LE(8) };
  }
  if (data.length > 4 && data.readUInt16BE(0) === 0xffd8) {
    for (let at = 2; at + 9 < data.length && data[at] === 0xff; at += 2 + data.readUInt16BE(at + 2)) {
      const marker = data[at + 1] ?? 0;
      if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
        return { height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) };
      }
    }
  }
  return null;
}
