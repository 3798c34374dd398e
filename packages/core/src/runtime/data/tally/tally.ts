import type { Document } from 'mongodb';

/** A document that numbers are added to. */
export interface Tallied {
  readonly pluginId: string;
  readonly guildId: string;
  /** As the plugin names its collection. */
  readonly name: string;
  /** The collection as it is stored. */
  readonly collection: string;
  readonly id: Document;
  /** The document's `_id` and collection as a text, to tell documents apart. */
  readonly document: string;
  /** What the document has besides, if it has to be made: asked for each write anew, since a default may be a moment's. */
  readonly onInsert: () => Document;
}

/** Numbers to add. */
export interface Tally {
  readonly increments: Readonly<Record<string, number>>;
  /** Written once. */
  readonly mark: string;
}

/** All that is to be added to one document by one write. */
export interface Addition {
  readonly to: Tallied;
  readonly onInsert: Document;
  readonly tallies: readonly Tally[];
}
