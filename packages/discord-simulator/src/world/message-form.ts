import type { Channel, Message, Snowflake } from './entities.ts';
import { FormCheck, refuse } from './errors.ts';
import { limits, messageFlags } from './limits.ts';
import type { PollForm } from './poll-form.ts';
import { isSnowflake } from './snowflake.ts';
import type { World } from './world.ts';

type Fields = Record<string, unknown>;

/** A file that came with a message. */
export interface UploadedFile {
  /** `0` of `files[0]`: what `attachments[].id` and `attachment://` refer to. */
  index: string;
  filename: string;
  contentType: string;
  data: Buffer;
}

/** What a bot or a member sends as a message, in Discord's words. */
export interface MessageInput {
  content?: string | null | undefined;
  embeds?: Fields[] | null | undefined;
  components?: Fields[] | null | undefined;
  attachments?:
    | { id: string | number; filename?: string | null; description?: string | null }[]
    | null
    | undefined;
  files?: UploadedFile[] | undefined;
  flags?: number | null | undefined;
  allowed_mentions?: AllowedMentions | null | undefined;
  message_reference?:
    | {
        message_id: Snowflake;
        channel_id?: Snowflake;
        guild_id?: Snowflake;
        fail_if_not_exists?: boolean;
        type?: number;
      }
    | null
    | undefined;
  nonce?: string | number | null | undefined;
  enforce_nonce?: boolean | null | undefined;
  tts?: boolean | null | undefined;
  poll?: PollForm | null | undefined;
  sticker_ids?: Snowflake[] | null | undefined;
}

export interface AllowedMentions {
  parse?: string[] | null;
  users?: Snowflake[] | null;
  roles?: Snowflake[] | null;
  replied_user?: boolean | null;
}

/**
 * Checks what a message is made of against Discord's limits. Throws one 50035 that names every field.
 * `path` is where the message is in the form, e.g. `['data']` in an interaction's callback.
 */
export function checkMessageForm(input: MessageInput, v2: boolean, path: (string | number)[] = []): void {
  const check = new FormCheck();
  const content = input.content ?? '';
  if (content.length > limits.contentLength) {
    check.add(
      [...path, 'content'],
      'BASE_TYPE_MAX_LENGTH',
      `Must be ${limits.contentLength} or fewer in length.`,
    );
  }
  if (v2) {
    for (const field of ['content', 'embeds'] as const) {
      if (input[field]?.length) {
        check.add(
          [...path, field],
          'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        );
      }
    }
  }
  checkEmbeds(check, input.embeds ?? [], [...path, 'embeds']);
  checkComponents(check, input.components ?? [], v2, [...path, 'components']);
  const files = input.files ?? [];
  if (files.length > limits.attachments || (input.attachments?.length ?? 0) > limits.attachments)
    throw refuse(30015);
  for (const file of files) if (file.data.length > limits.attachmentBytes) throw refuse(40005);
  check.done();
}

function checkEmbeds(check: FormCheck, embeds: Fields[], path: (string | number)[]): void {
  if (embeds.length === 0) return;
  if (embeds.length > limits.embeds) {
    check.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${limits.embeds} or fewer in length.`);
  }
  let total = 0;
  const measure = (value: unknown, most: number, at: (string | number)[]) => {
    const length = typeof value === 'string' ? value.length : 0;
    total += length;
    if (length > most) check.add(at, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
  };
  embeds.forEach((embed, index) => {
    const at = [...path, index];
    measure(embed.title, limits.embedTitle, [...at, 'title']);
    measure(embed.description, limits.embedDescription, [...at, 'description']);
    measure((embed.author as Fields | null | undefined)?.name, limits.embedAuthor, [...at, 'author', 'name']);
    measure((embed.footer as Fields | null | undefined)?.text, limits.embedFooter, [...at, 'footer', 'text']);
    const fields = (embed.fields ?? []) as Fields[];
    if (fields.length > limits.embedFields) {
      check.add(
        [...at, 'fields'],
        'BASE_TYPE_MAX_LENGTH',
        `Must be ${limits.embedFields} or fewer in length.`,
      );
    }
    fields.forEach((field, number) => {
      for (const [key, most] of [
        ['name', limits.embedFieldName],
        ['value', limits.embedFieldValue],
      ] as const) {
        measure(field[key], most, [...at, 'fields', number, key]);
        if (!field[key])
          check.add([...at, 'fields', number, key], 'BASE_TYPE_REQUIRED', 'This field is required');
      }
    });
    for (const [key, value] of [
      ['url', embed.url],
      ['image', (embed.image as Fields | null | undefined)?.url],
      ['thumbnail', (embed.thumbnail as Fields | null | undefined)?.url],
    ] as const) {
      if (typeof value === 'string' && !/^(https?|attachment):\/\//i.test(value)) {
        check.add(
          key === 'url' ? [...at, 'url'] : [...at, key, 'url'],
          'URL_TYPE_INVALID_SCHEME',
          `Scheme "${value.split(':')[0]}" is not supported. Scheme must be one of ('http', 'https').`,
        );
      }
    }
  });
  if (total > limits.embedsTotal) {
    check.add(path, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${limits.embedsTotal}`);
  }
}

const interactive = new Set([2, 3, 5, 6, 7, 8]);
const v2Only = new Set([9, 10, 11, 12, 13, 14, 17]);

function checkComponents(
  check: FormCheck,
  components: Fields[],
  v2: boolean,
  path: (string | number)[],
): void {
  if (components.length === 0) return;
  const customIds = new Set<string>();
  const ids = new Set<number>();
  let count = 0;
  let text = 0;
  if (!v2 && components.length > limits.rows) {
    check.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${limits.rows} in length.`);
  }
  const visit = (component: Fields, at: (string | number)[], top: boolean): void => {
    count += 1;
    const type = Number(component.type);
    if (typeof component.id === 'number' && component.id > 0) {
      if (ids.has(component.id))
        check.add([...at, 'id'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
      ids.add(component.id);
    }
    if (!v2 && (v2Only.has(type) || (top && type !== 1))) {
      check.add([...at, 'type'], 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (1,).`);
      return;
    }
    if (interactive.has(type)) checkInteractive(check, component, type, at, customIds);
    if (type === 10) text += String(component.content ?? '').length;
    const children = (component.components ?? []) as Fields[];
    if (type === 1) checkRow(check, children, at);
    children.forEach((child, index) => {
      visit(child, [...at, 'components', index], false);
    });
    if (component.accessory) visit(component.accessory as Fields, [...at, 'accessory'], false);
  };
  components.forEach((component, index) => {
    visit(component, [...path, index], true);
  });
  if (v2 && count > limits.componentsV2) {
    check.add(
      path,
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `Cannot have more than ${limits.componentsV2} components`,
    );
  }
  if (v2 && text > limits.textDisplayTotal) {
    check.add(
      path,
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Displayable text size exceeds maximum size of ${limits.textDisplayTotal}`,
    );
  }
}

function checkRow(check: FormCheck, children: Fields[], at: (string | number)[]): void {
  const buttons = children.filter((child) => child.type === 2).length;
  const overfull =
    children.length > limits.buttonsPerRow || (buttons < children.length && children.length > 1);
  if (overfull) {
    check.add(
      [...at, 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    );
  }
  if (children.length === 0) {
    check.add([...at, 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  }
}

function checkInteractive(
  check: FormCheck,
  component: Fields,
  type: number,
  at: (string | number)[],
  customIds: Set<string>,
): void {
  const customId = component.custom_id;
  const style = Number(component.style);
  const needsCustomId = type !== 2 || style < 5;
  if (needsCustomId) {
    if (typeof customId !== 'string' || customId.length === 0) {
      check.add([...at, 'custom_id'], 'COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
    } else {
      if (customId.length > 100)
        check.add([...at, 'custom_id'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
      if (customIds.has(customId)) {
        check.add(
          [...at, 'custom_id'],
          'COMPONENT_CUSTOM_ID_DUPLICATED',
          'Component custom id cannot be duplicated',
        );
      }
      customIds.add(customId);
    }
  } else if (customId) {
    check.add(
      at,
      'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
      'A custom id and url cannot both be specified',
    );
  }
  if (type === 2) {
    if (style === 5 && !component.url) {
      check.add([...at, 'url'], 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
    }
    if (style < 5 && component.url) {
      check.add(
        at,
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      );
    }
    if (style !== 6 && !component.label && !component.emoji) {
      check.add(at, 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or emoji is required');
    }
    return;
  }
  const least = Number(component.min_values ?? 1);
  const most = Number(component.max_values ?? 1);
  if (least > most) {
    check.add(
      at,
      'SELECT_COMPONENT_MIN_VALUES_GREATER_THAN_MAX',
      'Minimum number of items cannot be greater than maximum',
    );
  }
  if (type === 3) {
    const values = ((component.options ?? []) as Fields[]).map((option) => option.value);
    values.forEach((value, index) => {
      if (values.indexOf(value) < index) {
        check.add(
          [...at, 'options', index, 'value'],
          'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
          'The specified option value is already used',
        );
      }
    });
    if (most > values.length && component.max_values !== undefined) {
      check.add(
        [...at, 'options'],
        'SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS',
        `Must be ${most} or more in length.`,
      );
    }
  }
}

/** Makes embeds as Discord gives them back: with a type, proxied pictures, and `attachment://` resolved. */
export function storedEmbeds(embeds: Fields[], urlOf: (filename: string) => string | undefined): Fields[] {
  const picture = (value: unknown): Fields | undefined => {
    const url = (value as Fields | null | undefined)?.url;
    if (typeof url !== 'string') return undefined;
    const resolved = url.startsWith('attachment://')
      ? (urlOf(url.slice('attachment://'.length)) ?? url)
      : url;
    return { url: resolved, proxy_url: resolved, width: 0, height: 0 };
  };
  return embeds.map((embed) => {
    const out: Fields = { type: 'rich' };
    for (const key of ['title', 'description', 'url', 'color'] as const) {
      if (embed[key] !== undefined && embed[key] !== null) out[key] = embed[key];
    }
    if (typeof embed.timestamp === 'string') {
      out.timestamp = `${new Date(embed.timestamp).toISOString().slice(0, -1)}000+00:00`;
    }
    for (const key of ['image', 'thumbnail'] as const) {
      const shown = picture(embed[key]);
      if (shown) out[key] = shown;
    }
    for (const key of ['author', 'footer', 'provider'] as const) {
      const value = embed[key] as Fields | null | undefined;
      if (!value) continue;
      const kept = Object.entries(value).filter(([, it]) => it !== null && it !== undefined);
      const icon = picture({ url: value.icon_url });
      out[key] = {
        ...Object.fromEntries(kept),
        ...(icon ? { icon_url: icon.url, proxy_icon_url: icon.proxy_url } : {}),
      };
    }
    const fields = embed.fields as Fields[] | null | undefined;
    if (fields && fields.length > 0) {
      out.fields = fields.map((field) => ({
        name: field.name,
        value: field.value,
        inline: field.inline === true,
      }));
    }
    return out;
  });
}

/** Makes components as Discord gives them back: each with an id, selects with their defaults. */
export function storedComponents(
  components: Fields[],
  urlOf: (filename: string) => string | undefined,
): Fields[] {
  if (components.length === 0) return [];
  const taken = new Set<number>();
  const collect = (component: Fields): void => {
    if (typeof component.id === 'number' && component.id > 0) taken.add(component.id);
    for (const child of (component.components ?? []) as Fields[]) collect(child);
    if (component.accessory) collect(component.accessory as Fields);
  };
  components.forEach(collect);
  let next = 1;
  const idFor = (given: unknown): number => {
    if (typeof given === 'number' && given > 0) return given;
    while (taken.has(next)) next += 1;
    taken.add(next);
    return next;
  };
  const media = (value: unknown): Fields => {
    const url = String((value as Fields).url);
    const resolved = url.startsWith('attachment://')
      ? (urlOf(url.slice('attachment://'.length)) ?? url)
      : url;
    return { id: '0', url: resolved, proxy_url: resolved, width: null, height: null, content_type: null };
  };
  const store = (component: Fields): Fields => {
    const type = Number(component.type);
    const out: Fields = { type, id: idFor(component.id) };
    for (const [key, value] of Object.entries(component)) {
      if (key in out || value === undefined || value === null) continue;
      out[key] = value;
    }
    if (type >= 3 && type <= 8 && type !== 4) {
      out.min_values = component.min_values ?? 1;
      out.max_values = component.max_values ?? 1;
      if (type !== 3 && component.default_values == null) delete out.default_values;
    }
    if (type === 3) {
      out.options = ((component.options ?? []) as Fields[]).map((option) =>
        Object.fromEntries(
          Object.entries(option).filter(([, value]) => value !== null && value !== undefined),
        ),
      );
    }
    if (type === 11) {
      out.media = media(component.media);
      out.spoiler = component.spoiler === true;
    }
    if (type === 12) {
      out.items = ((component.items ?? []) as Fields[]).map((item) => ({
        media: media(item.media),
        spoiler: item.spoiler === true,
        description: typeof item.description === 'string' ? item.description : null,
      }));
    }
    if (type === 13) {
      out.file = media(component.file);
      out.spoiler = component.spoiler === true;
      out.name = String((component.file as Fields).url).replace('attachment://', '');
      out.size = 0;
    }
    if (type === 14) {
      out.divider = component.divider !== false;
      out.spacing = component.spacing ?? 1;
    }
    if (type === 17) {
      out.accent_color = component.accent_color ?? null;
      out.spoiler = component.spoiler === true;
    }
    if (Array.isArray(component.components)) out.components = (component.components as Fields[]).map(store);
    if (component.accessory) out.accessory = store(component.accessory as Fields);
    return out;
  };
  return components.map(store);
}

/** Whom a text mentions, as `allowed_mentions` lets it. */
export function readMentions(
  world: World,
  content: string,
  channel: Channel,
  allowed: AllowedMentions | null | undefined,
  may: { everyone: boolean },
  repliedTo: Message | undefined,
): Pick<Message, 'mentions' | 'mention_roles' | 'mention_everyone'> {
  if (!repliedTo && !content.includes('@'))
    return { mentions: [], mention_roles: [], mention_everyone: false };
  const parses = (kind: string) => !allowed || (allowed.parse ?? []).includes(kind);
  const mentions = new Set<Snowflake>();
  for (const [, id] of content.matchAll(/<@!?(\d{1,20})>/g)) {
    if (id && world.tables.user.has(id) && (parses('users') || allowed?.users?.includes(id)))
      mentions.add(id);
  }
  if (repliedTo && !repliedTo.webhook_author && (allowed ? allowed.replied_user === true : true)) {
    mentions.add(repliedTo.author_id);
  }
  const roles = new Set<Snowflake>();
  for (const [, id] of content.matchAll(/<@&(\d{1,20})>/g)) {
    const role = id && isSnowflake(id) ? world.tables.role.get(id) : undefined;
    if (!role || role.guild_id !== channel.guild_id || role.id === channel.guild_id) continue;
    if ((parses('roles') || allowed?.roles?.includes(role.id)) && (role.mentionable || may.everyone))
      roles.add(role.id);
  }
  return {
    mentions: [...mentions],
    mention_roles: [...roles],
    mention_everyone: may.everyone && parses('everyone') && /@(everyone|here)\b/.test(content),
  };
}

/** All text that a message of Components V2 shows, for `mentions`. */
export function textOf(components: Fields[]): string {
  return components
    .map((component) =>
      [
        component.type === 10 ? String(component.content ?? '') : '',
        textOf((component.components ?? []) as Fields[]),
      ].join(' '),
    )
    .join(' ')
    .trim();
}

export function hasV2(flags: number | null | undefined): boolean {
  return ((flags ?? 0) & messageFlags.componentsV2) !== 0;
}
