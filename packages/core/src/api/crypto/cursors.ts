import { RequestProblem } from '../problems/request-problem.ts';
import type { Keys } from './keys.ts';

/** Opaque, signed positions in a list. `list` names the list and its filters: a cursor fits no other. */
export interface Cursors {
  write(list: string, position: string): string;
  /** @throws `RequestProblem` `invalid_cursor` */
  read(list: string, cursor: string | undefined): string | undefined;
}

export function createCursors(keys: Keys): Cursors {
  return {
    write: (list, position) => keys.sign('cursor', JSON.stringify([list, position])),
    read(list, cursor) {
      if (cursor === undefined) return undefined;
      const text = keys.verify('cursor', cursor);
      if (text !== undefined) {
        const [of, position] = JSON.parse(text) as [string, string];
        if (of === list) return position;
      }
      throw new RequestProblem('invalid_cursor', {
        errors: [{ in: 'query', pointer: '/cursor', code: 'invalid_cursor', message: 'cursor' }],
      });
    },
  };
}
