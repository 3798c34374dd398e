import { encodeCustomId } from '../custom-id/index.ts';
import type { ChannelKind } from '../fields/ui.ts';
import { channelTypeNumbers } from '../manifest/describe-options.ts';
import { parseEmoji } from './emoji.ts';
import type { SelectComponent, SelectKind, SelectOption, SelectPiece } from './select-types.ts';
import type { Parameters } from './types.ts';

const componentTypes = { string: 3, user: 5, role: 6, channel: 8 } as const;
const mostOptions = 25;

interface Draft {
  readonly of: SelectKind;
  readonly parameters?: Parameters;
  readonly run: unknown;
}

interface Look {
  readonly placeholder?: string;
  readonly min?: number;
  readonly max?: number;
  readonly disabled?: boolean;
  readonly options?: readonly SelectOption[];
  readonly channels?: readonly ChannelKind[];
}

export function makeSelect(plugin: string, name: string, draft: Draft): SelectPiece {
  const parameters = draft.parameters ?? {};
  return Object.freeze({
    kind: 'select',
    name,
    of: draft.of,
    parameters: Object.freeze({ ...parameters }),
    run: draft.run as SelectPiece['run'],
    with(values: Readonly<Record<string, unknown>>, look: Look): SelectComponent {
      const { options } = look;
      if (draft.of === 'string' && (!options || options.length < 1 || options.length > mostOptions)) {
        throw new RangeError(`Select "${name}" has ${options?.length ?? 0} options; Discord takes 1–25.`);
      }
      return {
        type: componentTypes[draft.of],
        custom_id: encodeCustomId(plugin, name, parameters, values),
        ...(look.placeholder !== undefined && { placeholder: look.placeholder }),
        ...(look.min !== undefined && { min_values: look.min }),
        ...(look.max !== undefined && { max_values: look.max }),
        ...(look.disabled !== undefined && { disabled: look.disabled }),
        ...(options && { options: options.map(toOption) }),
        ...(look.channels && { channel_types: look.channels.flatMap((kind) => channelTypeNumbers[kind]) }),
      } as SelectComponent;
    },
  });
}

function toOption({ label, value, description, emoji, chosen }: SelectOption) {
  return {
    label,
    value,
    ...(description !== undefined && { description }),
    ...(emoji !== undefined && { emoji: parseEmoji(emoji) }),
    ...(chosen !== undefined && { default: chosen }),
  };
}
