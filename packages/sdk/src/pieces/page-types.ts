import type { LocalizedText } from '../localized.ts';
import type { Block } from './block-types.ts';
import type { AccessLevel } from './route-types.ts';

/** What a page of the dashboard shows, and to whom: what `page` takes. */
export interface PageDeclaration<Names extends string = never, Access extends AccessLevel = AccessLevel> {
  readonly title: LocalizedText;
  /**
   * Who sees it. The routes that its blocks read must be open to all of them; a button whose route is open to fewer is shown to
   * those only. `public` pages and `member` pages have an address of their own, outside of the dashboard: `ctx.pageUrl` tells it.
   */
  readonly access: Access;
  /** 1–20, shown from top to bottom; with all that is in tabs, sections and drawers 40. */
  readonly blocks: readonly Block<Names>[];
}

/** A page of the dashboard in the plugin's place, made by `plugin.page`. */
export interface PagePiece<Names extends string = string, Access extends AccessLevel = AccessLevel> {
  readonly kind: 'page';
  /** The path: `/top`. One with names, `/draws/{id}`, is in no menu; links lead to it. */
  readonly name: string;
  readonly title: LocalizedText;
  readonly access: Access;
  readonly blocks: readonly Block<Names>[];
}
