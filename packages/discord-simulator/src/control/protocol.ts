/**
 * The control API: what a program in any language, and the chat view, may ask of a simulator and is told by it.
 *
 * Every operation is `POST /control/<name>` with a JSON body and a JSON answer. Everything that happens comes over
 * `GET /control/events?as=<user id>` as server-sent events: the first is always a `snapshot`, so that a client that
 * reconnects is right again without asking. `GET /control/openapi.json` describes all of it.
 *
 * Both want the simulator's control token: as `Authorization: Bearer <token>`, or as the cookie that opening
 * `/chat?token=<token>` sets. A refusal is an {@link ErrorBody} with a status that fits.
 *
 * This file holds types only, so that a browser may import it; they are those of the shapes in `requests.ts`,
 * `answers.ts` and `views.ts`, by which requests are checked.
 */
import type { z } from 'zod';
import type { answers, controlEvent, errorBody } from './answers.ts';
import type { requests } from './requests.ts';

export type {
  FileInput,
  ModalValue,
  Moderation,
  NewPoll,
  Options,
  OptionValue,
  Sabotage,
} from './requests.ts';
export type {
  AttachmentView,
  ChannelView,
  Choice,
  CommandView,
  EmojiView,
  FaultsView,
  GuildView,
  InteractionOutcome,
  MemberView,
  MessageView,
  Modal,
  PollView,
  RoleView,
  Snapshot,
  Snowflake,
  TrafficEntry,
  UserView,
} from './views.ts';

export type ErrorBody = z.infer<typeof errorBody>;

export type OperationName = keyof typeof requests & keyof typeof answers;
export type RequestOf<N extends OperationName> = z.infer<(typeof requests)[N]>;
export type AnswerOf<N extends OperationName> = z.infer<(typeof answers)[N]>;

export type ControlEvent = z.infer<typeof controlEvent>;
export type ControlEventOf<K extends ControlEvent['type']> = Extract<ControlEvent, { type: K }>;
