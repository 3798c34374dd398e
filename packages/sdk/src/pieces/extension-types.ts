import type { z } from 'zod';
import type { Context } from '../context.ts';
import type { ExtensionPoint } from '../extension-point.ts';
import type { LocalizedText } from '../localized.ts';
import type { Handled } from './types.ts';

/** Hears another plugin's event, made by `plugin.hear`. */
export interface HearPiece {
  readonly kind: 'hear';
  /** `starboard.starred`, or what tells two of them apart. */
  readonly name: string;
  readonly plugin: string;
  readonly event: string;
  readonly payload: z.ZodType;
  readonly run: (ctx: Context, payload: never) => Handled;
}

/** Says that a plugin has an extension point, made by `plugin.extensionPoint`. */
export interface ExtensionPointPiece {
  readonly kind: 'extensionPoint';
  readonly name: string;
  readonly point: ExtensionPoint;
}

/** Fills another plugin's extension point, made by `plugin.contribute`. */
export interface ContributionPiece {
  readonly kind: 'contribution';
  /** `giveaways.requirement.level` */
  readonly name: string;
  readonly point: ExtensionPoint;
  /** Its own name: `level`. */
  readonly contribution: string;
  readonly title: LocalizedText;
  readonly run: (ctx: Context, input: never) => Handled;
}
