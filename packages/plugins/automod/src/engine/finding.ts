import type { TextParameters } from '@guildhall/sdk';
import type { TriggerType } from '../triggers/schema.ts';

/** Why a rule fires. It becomes a text of the locales: `found.<trigger>`. */
export interface Finding {
  readonly trigger: TriggerType;
  readonly parameters: TextParameters;
  /** Earlier messages that belong to it: a burst is deleted as a whole. */
  readonly related?: readonly { readonly channelId: string; readonly id: string }[];
}
