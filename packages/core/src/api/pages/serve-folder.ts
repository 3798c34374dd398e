import type { Context } from 'koa';
import sirv from 'sirv';

export interface FolderOptions {
  /** How long browsers keep a file without asking, from its path below the folder. */
  readonly cacheControl: (path: string) => string;
}

/**
 * Serves the files that a folder holds now: its list is read once, so a path can only name one of them.
 *
 * @returns whether there was such a file.
 */
export function folderServer(folder: string, { cacheControl }: FolderOptions) {
  const serve = sirv(folder, {
    etag: true,
    extensions: [],
    setHeaders: (response, path) => response.setHeader('cache-control', cacheControl(path)),
  });
  return async (context: Context, path: string): Promise<boolean> => {
    const url = context.req.url;
    context.req.url = path;
    // koa begins with 404; sirv sets 304 and 206 itself, and leaves 200 as it is.
    context.res.statusCode = 200;
    const found = await new Promise<boolean>((resolve) => {
      context.res.once('finish', () => resolve(true));
      context.res.once('close', () => resolve(true));
      serve(context.req, context.res, () => resolve(false));
    });
    context.req.url = url;
    if (found) context.respond = false;
    else context.res.statusCode = 404;
    return found;
  };
}
