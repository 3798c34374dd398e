import type { FileInput } from '../../../src/control/protocol.ts';

/** A file as the control API takes it. */
export async function readFile(file: File): Promise<FileInput> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  // In slices: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 32_768) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  return {
    filename: file.name,
    contentType: file.type || 'application/octet-stream',
    base64: btoa(binary),
  };
}
