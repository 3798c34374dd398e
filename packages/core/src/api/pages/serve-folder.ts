import { send } from '@koa/send';
import type { Context } from 'koa';

export interface FolderOptions {
  /** How long browsers keep a file without asking, from its path below the folder. */
  readonly cacheControl: (path: string) => string;
}

/**
 * Serves the files of a folder as they are at each request, so that one which is built anew meanwhile needs no restart.
 * A path never leads out of the folder, nor to a hidden file.
 *
 * @returns whether there was such a file.
 */
export function folderServer(folder: string, { cacheControl }: FolderOptions) {
  return async (context: Context, path: string): Promise<boolean> => {
    let sent: string | undefined;
    try {
      sent = await send(context, path, {
        root: folder,
        setHeaders: (response) => response.setHeader('cache-control', cacheControl(path)),
      });
    } catch (error) {
      const { status } = error as { status?: number };
      // Not there, or a path that means to lead out of the folder.
      if (status === 404 || status === 403 || status === 400) return false;
      throw error;
    }
    if (sent === undefined) return false;
    context.status = 200;
    if (context.fresh) context.status = 304;
    return true;
  };
}
