import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { initWasm, Resvg, type ResvgRenderOptions } from '@resvg/resvg-wasm';
import { limits } from './limits.ts';
import type { DrawAnswer, DrawRequest } from './messages.ts';

/** A thread of its own: drawing is pure computing, which may take long, and is ended by ending the thread. */
const port = parentPort;
if (!port) throw new Error('this file is started as a worker');

const require = createRequire(import.meta.url);
const font = (file: string): Uint8Array => readFileSync(require.resolve(`@expo-google-fonts/inter/${file}`));
const family = 'Inter';
const fonts = {
  fontBuffers: [font('400Regular/Inter_400Regular.ttf'), font('700Bold/Inter_700Bold.ttf')],
  defaultFontFamily: family,
  serifFamily: family,
  sansSerifFamily: family,
  cursiveFamily: family,
  fantasyFamily: family,
  monospaceFamily: family,
};
await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));

port.on('message', (request: DrawRequest) => {
  const answer = draw(request);
  port.postMessage(answer, 'png' in answer ? [answer.png.buffer as ArrayBuffer] : []);
});
port.postMessage({ ready: true });

function draw({ svg, width, background }: DrawRequest): DrawAnswer {
  const options: ResvgRenderOptions = {
    font: fonts,
    ...(width === undefined ? {} : { fitTo: { mode: 'width', value: width } }),
    ...(background === undefined ? {} : { background }),
  };
  try {
    const drawing = new Resvg(svg, options);
    try {
      const across = width ?? drawing.width;
      const down = drawing.width > 0 ? (drawing.height * across) / drawing.width : 0;
      if (!(Math.max(across, down) <= limits.pixels && Math.min(across, down) > 0)) {
        return {
          code: 'IMAGE_TOO_LARGE',
          message: `The picture would have ${Math.ceil(across)} × ${Math.ceil(down)} pixels; 1 to ${limits.pixels} a side are allowed.`,
        };
      }
      const picture = drawing.render();
      const png = picture.asPng();
      picture.free();
      return { png };
    } finally {
      drawing.free();
    }
  } catch (error) {
    return { code: 'IMAGE_INVALID', message: `The drawing can't be read: ${String(error)}` };
  }
}
