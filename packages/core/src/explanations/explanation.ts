import type { TextParameters } from '@guildhall/sdk';
import type { ExplanationDocument } from '../database/index.ts';

/** One reason, as it was kept. */
export type Explanation = Omit<ExplanationDocument, '_id' | 'applicationId' | 'expiresAt'> & {
  readonly id: string;
  /** Number of the configuration's revision that was in effect; `null` when it is not known any more. */
  readonly configRevision: number | null;
};

/** What a plugin says by `ctx.explain`. */
export interface Said {
  readonly key: string;
  readonly parameters: TextParameters;
  /** In English. */
  readonly text: string;
}

/** A reason that is to be kept. */
export type NewExplanation = Omit<ExplanationDocument, '_id' | 'applicationId' | 'at' | 'expiresAt'>;

export interface ExplanationQuery {
  /** Only what is about this member. */
  readonly memberId?: string | undefined;
  /** Only what is about one of these messages. */
  readonly messages?: readonly string[] | undefined;
  readonly pluginId?: string | undefined;
  /** Only of this handler, as Problems name it. */
  readonly piece?: string | undefined;
  readonly limit: number;
  /** Go on after this one, which an earlier call returned as `next`. */
  readonly after?: string | undefined;
}

export interface ExplanationReader {
  /** Newest first. `next` is `undefined` at the end. */
  list(
    guildId: string,
    query: ExplanationQuery,
  ): Promise<{ readonly items: readonly Explanation[]; readonly next: string | undefined }>;
}
