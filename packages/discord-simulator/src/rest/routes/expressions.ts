import {
  createEmoji,
  createSticker,
  deleteEmoji,
  deleteSticker,
  emojiOf,
  listEmojis,
  listStickers,
  stickerOf,
  updateEmoji,
  updateSticker,
} from '../../world/actions/index.ts';
import type { Sticker } from '../../world/entities.ts';
import { badField, refuse } from '../../world/errors.ts';
import { emojiView, stickerView } from '../../world/views/index.ts';
import type { RestRequest, Route } from '../router.ts';
import { Answer, routes } from '../router.ts';
import { readPicture } from './users.ts';

const guild = (request: RestRequest): string => request.params.guild_id ?? '';
const emojiId = (request: RestRequest): string => request.params.emoji_id ?? '';
const stickerId = (request: RestRequest): string => request.params.sticker_id ?? '';

function postEmoji(request: RestRequest) {
  const { world, actor, body } = request;
  const picture = readPicture('image', body.image);
  const emoji = createEmoji(world, actor, guild(request), {
    name: String(body.name ?? ''),
    data: picture.data,
    animated: picture.format === 'gif',
    ...(Array.isArray(body.roles) ? { roles: body.roles as string[] } : {}),
  });
  return new Answer(201, emojiView(world, emoji));
}

/** A sticker comes as a form with its file: the description knows no JSON for it. */
function postSticker(request: RestRequest) {
  const { world, actor, body, files } = request;
  const file = files[0];
  if (!file) throw badField(['file'], 'BASE_TYPE_REQUIRED', 'This field is required');
  const sticker = createSticker(world, actor, guild(request), {
    name: String(body.name ?? ''),
    description: typeof body.description === 'string' ? body.description : null,
    tags: String(body.tags ?? ''),
    data: file.data,
    contentType: file.contentType,
  });
  return new Answer(201, view(request, sticker));
}

function view({ world }: RestRequest, sticker: Sticker) {
  return stickerView(world, sticker);
}

export const expressionRoutes: Route[] = routes(
  [
    'GET',
    '/guilds/{guild_id}/emojis',
    (it) => listEmojis(it.world, it.actor, guild(it)).map((emoji) => emojiView(it.world, emoji)),
  ],
  ['POST', '/guilds/{guild_id}/emojis', postEmoji],
  [
    'GET',
    '/guilds/{guild_id}/emojis/{emoji_id}',
    (it) => emojiView(it.world, emojiOf(it.world, it.actor, guild(it), emojiId(it))),
  ],
  [
    'PATCH',
    '/guilds/{guild_id}/emojis/{emoji_id}',
    (it) =>
      emojiView(
        it.world,
        updateEmoji(it.world, it.actor, guild(it), emojiId(it), {
          ...(typeof it.body.name === 'string' ? { name: it.body.name } : {}),
          ...(Array.isArray(it.body.roles) ? { roles: it.body.roles as string[] } : {}),
        }),
      ),
  ],
  [
    'DELETE',
    '/guilds/{guild_id}/emojis/{emoji_id}',
    (it) => deleteEmoji(it.world, it.actor, guild(it), emojiId(it)),
  ],
  [
    'GET',
    '/guilds/{guild_id}/stickers',
    (it) => listStickers(it.world, it.actor, guild(it)).map((sticker) => view(it, sticker)),
  ],
  ['POST', '/guilds/{guild_id}/stickers', postSticker],
  [
    'GET',
    '/guilds/{guild_id}/stickers/{sticker_id}',
    (it) => view(it, stickerOf(it.world, it.actor, guild(it), stickerId(it))),
  ],
  [
    'PATCH',
    '/guilds/{guild_id}/stickers/{sticker_id}',
    (it) =>
      view(
        it,
        updateSticker(it.world, it.actor, guild(it), stickerId(it), {
          ...(typeof it.body.name === 'string' ? { name: it.body.name } : {}),
          ...(typeof it.body.tags === 'string' ? { tags: it.body.tags } : {}),
          ...(it.body.description === undefined ? {} : { description: it.body.description as string | null }),
        }),
      ),
  ],
  [
    'DELETE',
    '/guilds/{guild_id}/stickers/{sticker_id}',
    (it) => deleteSticker(it.world, it.actor, guild(it), stickerId(it)),
  ],
  // Discord's own packs cannot be made here: the list is truly empty.
  ['GET', '/sticker-packs', () => ({ sticker_packs: [] }), { auth: 'any' }],
  [
    'GET',
    '/stickers/{sticker_id}',
    (it) => {
      const sticker = it.world.tables.sticker.get(stickerId(it));
      if (!sticker) throw refuse(10060);
      return view(it, sticker);
    },
    { auth: 'any' },
  ],
);
