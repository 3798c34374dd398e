import { canSee } from '../world/access.ts';
import { createInteraction } from '../world/actions/index.ts';
import type { Application, Channel, Interaction, Message, Snowflake } from '../world/entities.ts';
import type { World } from '../world/world.ts';
import { CannotDo } from './cannot-do.ts';
import { ResolvedEntities } from './command-input.ts';
import type { ModalValue, VirtualModal } from './modal.ts';

type Fields = Record<string, unknown>;

/** All components of a message, rows and containers opened up. */
function* everyComponent(components: readonly Fields[]): Generator<Fields> {
  for (const component of components) {
    yield component;
    yield* everyComponent((component.components ?? []) as Fields[]);
    if (component.accessory) yield* everyComponent([component.accessory as Fields]);
    if (component.component) yield* everyComponent([component.component as Fields]);
  }
}

interface Target {
  message: Message;
  channel: Channel;
  application: Application;
}

/** The message as it is now, if this user sees it and it is an application's. */
function targetOf(world: World, userId: Snowflake, messageId: Snowflake): Target {
  const message = world.tables.message.get(messageId);
  const channel = message ? world.tables.channel.get(message.channel_id) : undefined;
  if (!message || !channel) throw new CannotDo('unknown-component', 'the message is no longer there');
  const hidden = message.ephemeral_for !== null && message.ephemeral_for !== userId;
  if (hidden || !canSee(world, userId, channel)) {
    throw new CannotDo('cannot-see-channel', 'the member does not see this message');
  }
  const application =
    (message.application_id ? world.tables.application.get(message.application_id) : undefined) ??
    world.tables.application.by('botUser', message.author_id)[0];
  if (!application)
    throw new CannotDo('unknown-component', 'the message is no application’s: it has no working components');
  return { message, channel, application };
}

function described(message: Message, types: number[]): string {
  const names = [...everyComponent(message.components)]
    .filter((component) => types.includes(Number(component.type)))
    .map((component) => String(component.label ?? component.placeholder ?? component.custom_id));
  return names.length > 0 ? `it has ${names.join(', ')}` : 'it has none';
}

/** Presses a button. By label or custom id; the client refuses one that is not there, disabled, or a link. */
export async function clickComponent(
  world: World,
  userId: Snowflake,
  shown: Pick<Message, 'id'>,
  labelOrCustomId: string,
): Promise<Interaction> {
  const { message, channel, application } = targetOf(world, userId, shown.id);
  const button = [...everyComponent(message.components)].find(
    (component) =>
      component.type === 2 &&
      (component.custom_id === labelOrCustomId ||
        component.label === labelOrCustomId ||
        (component.emoji as Fields | undefined)?.name === labelOrCustomId),
  );
  if (!button) {
    throw new CannotDo(
      'unknown-component',
      `the message has no button "${labelOrCustomId}": ${described(message, [2])}`,
    );
  }
  if (button.disabled === true)
    throw new CannotDo('component-disabled', `the button "${labelOrCustomId}" is disabled`);
  if (typeof button.custom_id !== 'string') {
    throw new CannotDo(
      'unknown-component',
      `the button "${labelOrCustomId}" is a link: it sends nothing to the application`,
    );
  }
  const interaction = createInteraction(world, application, {
    type: 3,
    guild_id: channel.guild_id,
    channel_id: channel.id,
    user_id: userId,
    custom_id: button.custom_id,
    source_message_id: message.id,
    data: { component_type: 2, custom_id: button.custom_id, id: button.id },
  });
  return interaction;
}

const selects = [3, 5, 6, 7, 8];

/** Chooses in a select menu. Values are those of its options (or their labels), or members, roles and channels. */
export async function selectInComponent(
  world: World,
  userId: Snowflake,
  shown: Pick<Message, 'id'>,
  customIdOrPlaceholder: string,
  values: readonly (string | { id: string })[],
): Promise<Interaction> {
  const { message, channel, application } = targetOf(world, userId, shown.id);
  const menu = [...everyComponent(message.components)].find(
    (component) =>
      selects.includes(Number(component.type)) &&
      (component.custom_id === customIdOrPlaceholder || component.placeholder === customIdOrPlaceholder),
  );
  if (!menu) {
    throw new CannotDo(
      'unknown-component',
      `the message has no select "${customIdOrPlaceholder}": ${described(message, selects)}`,
    );
  }
  if (menu.disabled === true)
    throw new CannotDo('component-disabled', `the select "${customIdOrPlaceholder}" is disabled`);
  const entities = new ResolvedEntities(world, channel, userId);
  const chosen = chooseValues(menu, values, entities);
  const interaction = createInteraction(world, application, {
    type: 3,
    guild_id: channel.guild_id,
    channel_id: channel.id,
    user_id: userId,
    custom_id: String(menu.custom_id),
    source_message_id: message.id,
    data: {
      component_type: menu.type,
      custom_id: menu.custom_id,
      id: menu.id,
      values: chosen,
      ...(entities.found ? { resolved: entities.found } : {}),
    },
  });
  return interaction;
}

/** Checks a choice against a menu: how many, which options, which entities. */
function chooseValues(
  menu: Fields,
  values: readonly (string | { id: string })[],
  entities: ResolvedEntities,
): string[] {
  const least = Number(menu.min_values ?? 1);
  const most = Number(menu.max_values ?? 1);
  if (values.length < least || values.length > most) {
    throw new CannotDo('invalid-choice', `between ${least} and ${most} must be chosen, not ${values.length}`);
  }
  const type = Number(menu.type);
  return values.map((value) => {
    const text = typeof value === 'string' ? value : value.id;
    if (type === 3) {
      const options = (menu.options ?? []) as Fields[];
      const option = options.find((it) => it.value === text || it.label === text);
      if (!option) {
        throw new CannotDo(
          'invalid-choice',
          `"${text}" is not offered: ${options.map((it) => it.label).join(', ')}`,
        );
      }
      return String(option.value);
    }
    const found =
      (type === 5 && entities.user(text)) ||
      (type === 6 && entities.role(text)) ||
      (type === 7 && (entities.user(text) || entities.role(text))) ||
      (type === 8 && entities.channel(text, menu.channel_types as number[] | undefined));
    if (!found) throw new CannotDo('invalid-choice', `"${text}" cannot be chosen here`);
    return text;
  });
}

/** Fills in a modal. Inputs that are not named keep what they were opened with; required ones must have something. */
export async function submitModal(
  world: World,
  opener: Interaction,
  modal: VirtualModal,
  values: Record<string, ModalValue>,
): Promise<Interaction> {
  const application = world.tables.application.get(opener.application_id);
  const channel = world.tables.channel.get(opener.channel_id);
  if (!application || !channel) throw new CannotDo('no-modal', 'the modal’s application or channel is gone');
  const entities = new ResolvedEntities(world, channel, opener.user_id);
  const known = new Set(
    [...everyComponent(modal.components)].flatMap((it) =>
      typeof it.custom_id === 'string' ? [it.custom_id] : [],
    ),
  );
  for (const name of Object.keys(values)) {
    if (!known.has(name)) {
      throw new CannotDo(
        'invalid-modal-value',
        `the modal has no input "${name}": it has ${[...known].join(', ')}`,
      );
    }
  }
  const components = modal.components.map((component) => {
    const { type, id } = component;
    if (type === 1) {
      const inner = (component.components as Fields[]).map((input) => fillIn(input, values, entities));
      return { type, id, components: inner };
    }
    if (type === 18) return { type, id, component: fillIn(component.component as Fields, values, entities) };
    return { type, id };
  });
  const interaction = createInteraction(world, application, {
    type: 5,
    guild_id: channel.guild_id,
    channel_id: channel.id,
    user_id: opener.user_id,
    custom_id: modal.customId,
    source_message_id: opener.type === 3 ? opener.source_message_id : null,
    modal_of: opener.id,
    data: { custom_id: modal.customId, components, ...(entities.found ? { resolved: entities.found } : {}) },
  });
  return interaction;
}

function fillIn(input: Fields, values: Record<string, ModalValue>, entities: ResolvedEntities): Fields {
  const customId = String(input.custom_id);
  const type = Number(input.type);
  const given = values[customId];
  const base = { type, id: input.id, custom_id: customId };
  const required = input.required !== false;
  const bad = (why: string) => new CannotDo('invalid-modal-value', `"${customId}" ${why}`);
  if (type === 4) {
    const text = given ?? input.value ?? '';
    if (typeof text !== 'string') throw bad('takes text');
    if (required && text === '') throw bad('must be filled in');
    if (text !== '' && text.length < Number(input.min_length ?? 0))
      throw bad(`needs at least ${String(input.min_length)} characters`);
    if (text.length > Number(input.max_length ?? 4000))
      throw bad(`takes at most ${String(input.max_length ?? 4000)} characters`);
    return { ...base, value: text };
  }
  if (type === 23) {
    if (given !== undefined && typeof given !== 'boolean') throw bad('takes true or false');
    return { ...base, value: given ?? input.default === true };
  }
  if (type === 19) {
    const files = (Array.isArray(given) ? given : []).flatMap((file) =>
      typeof file === 'object' ? [file] : [],
    );
    if (required && files.length < Number(input.min_values ?? 1)) throw bad('needs a file');
    return { ...base, values: files.map((file) => entities.attachment(file)) };
  }
  const list = (given === undefined ? [] : [given].flat()).map(String);
  if (type === 21) {
    const options = (input.options ?? []) as Fields[];
    const [only] = list;
    if (only === undefined && required) throw bad('needs a choice');
    if (only !== undefined && !options.some((option) => option.value === only))
      throw bad(`does not offer "${only}"`);
    return { ...base, value: only ?? null };
  }
  if (list.length === 0 && !required) return { ...base, values: [] };
  const asMenu =
    type === 22
      ? { ...input, type: 3, max_values: input.max_values ?? (input.options as unknown[]).length }
      : input;
  return { ...base, values: chooseValues(asMenu, list, entities) };
}
