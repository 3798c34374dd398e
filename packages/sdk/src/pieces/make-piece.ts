import { encodeCustomId } from '../custom-id/index.ts';
import { localize } from '../locales/index.ts';
import type { LocalizedText } from '../localized.ts';
import { parseEmoji } from './emoji.ts';
import type {
  ButtonComponent,
  ButtonLook,
  ButtonPiece,
  CommandGroup,
  CommandPiece,
  ModalField,
  ModalPiece,
  ModalValue,
  Parameters,
  SubcommandPiece,
} from './types.ts';

// Handlers are typed by their contract, and called by the host with that contract's context: which is why the
// factories of `define-plugin.ts` may forget those types here.

interface CommandDraft {
  readonly name: string;
  readonly description: LocalizedText;
  readonly permissions?: readonly string[];
  readonly formerly?: readonly string[];
  readonly options?: Parameters;
  readonly autocomplete?: Readonly<Record<string, unknown>>;
  readonly group?: { readonly name: string; readonly description: LocalizedText };
  readonly run?: unknown;
  readonly subcommands?: readonly SubcommandPiece[];
}

export function makeCommand(draft: CommandDraft | CommandGroup): CommandPiece {
  const command = draft as CommandDraft;
  return Object.freeze({
    kind: 'command',
    name: command.name,
    description: command.description,
    ...(command.permissions && { permissions: Object.freeze([...command.permissions]) }),
    ...(command.formerly && { formerly: Object.freeze([...command.formerly]) }),
    options: Object.freeze({ ...command.options }),
    autocomplete: Object.freeze({ ...command.autocomplete }) as CommandPiece['autocomplete'],
    subcommands: Object.freeze([...(command.subcommands ?? [])]),
    ...(command.run !== undefined && { run: command.run as NonNullable<CommandPiece['run']> }),
  });
}

export function makeSubcommand(draft: CommandDraft): SubcommandPiece {
  return Object.freeze({
    kind: 'subcommand',
    name: draft.name,
    description: draft.description,
    ...(draft.group && { group: Object.freeze({ ...draft.group }) }),
    options: Object.freeze({ ...draft.options }),
    autocomplete: Object.freeze({ ...draft.autocomplete }) as SubcommandPiece['autocomplete'],
    run: draft.run as SubcommandPiece['run'],
  });
}

const buttonStyles = { primary: 1, secondary: 2, success: 3, danger: 4 } as const;

export function makeButton<P extends Parameters>(
  plugin: string,
  name: string,
  parameters: P,
  run: unknown,
): ButtonPiece<P> {
  return Object.freeze({
    kind: 'button',
    name,
    parameters: Object.freeze({ ...parameters }),
    run: run as ButtonPiece<P>['run'],
    with(values: Readonly<Record<string, unknown>>, look: ButtonLook = {}): ButtonComponent {
      // Discord refuses a button that shows nothing.
      const label = look.label ?? (look.emoji === undefined ? name : undefined);
      return {
        type: 2,
        style: buttonStyles[look.style ?? 'secondary'],
        custom_id: encodeCustomId(plugin, name, parameters, values),
        ...(label !== undefined && { label }),
        ...(look.emoji !== undefined && { emoji: parseEmoji(look.emoji) }),
        ...(look.disabled !== undefined && { disabled: look.disabled }),
      };
    },
  });
}

const inputStyles = { short: 1, paragraph: 2 } as const;

interface ModalDraft<P extends Parameters, F extends Readonly<Record<string, ModalField>>> {
  readonly title: LocalizedText;
  readonly parameters?: P;
  readonly fields: F;
  readonly run: unknown;
}

export function makeModal<P extends Parameters, F extends Readonly<Record<string, ModalField>>>(
  plugin: string,
  name: string,
  draft: ModalDraft<P, F>,
): ModalPiece<P, F> {
  const parameters = (draft.parameters ?? {}) as P;
  return Object.freeze({
    kind: 'modal',
    name,
    title: draft.title,
    parameters: Object.freeze({ ...parameters }),
    fields: Object.freeze({ ...draft.fields }),
    run: draft.run as ModalPiece<P, F>['run'],
    with(
      values: Readonly<Record<string, unknown>>,
      prefill: { readonly [K in keyof F]?: string } = {},
      locale = 'en',
    ): ModalValue {
      return {
        custom_id: encodeCustomId(plugin, name, parameters, values),
        title: localize(draft.title, locale),
        components: Object.entries(draft.fields).map(([id, input]) => ({
          type: 18,
          label: localize(input.label, locale),
          component: {
            type: 4,
            custom_id: id,
            style: inputStyles[input.style ?? 'short'],
            required: input.required ?? true,
            ...(input.minLength !== undefined && { min_length: input.minLength }),
            ...(input.maxLength !== undefined && { max_length: input.maxLength }),
            ...(input.placeholder !== undefined && { placeholder: input.placeholder }),
            ...(prefill[id] !== undefined && { value: prefill[id] }),
          },
        })),
      };
    },
  });
}
