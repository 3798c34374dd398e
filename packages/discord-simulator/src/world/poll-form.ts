import type { Channel, Poll, Snowflake } from './entities.ts';
import { FormCheck, refuse } from './errors.ts';
import { limits } from './limits.ts';
import type { World } from './world.ts';

/** What is sent as a poll. */
export interface PollForm {
  question: { text?: string | null };
  answers: {
    poll_media: { text?: string | null; emoji?: { id?: Snowflake | null; name?: string | null } | null };
  }[];
  duration?: number | null;
  allow_multiselect?: boolean | null;
  layout_type?: number | null;
}

/** Reads a poll and checks its limits. */
export function readPoll(world: World, channel: Channel, form: PollForm): Poll {
  if (
    channel.thread_metadata === null &&
    channel.guild_id !== null &&
    ![0, 2, 5, 13].includes(channel.type)
  ) {
    throw refuse(520002);
  }
  const check = new FormCheck();
  const length = (text: string, most: number, path: (string | number)[]) => {
    if (text.length < 1 || text.length > most) {
      check.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${most} in length.`);
    }
  };
  length(form.question.text ?? '', limits.pollQuestion, ['poll', 'question', 'text']);
  form.answers.forEach(({ poll_media: media }, index) => {
    const text = media.text ?? '';
    if (text !== '' || !media.emoji) {
      length(text, limits.pollAnswer, ['poll', 'answers', index, 'poll_media', 'text']);
    }
  });
  check.done();
  return {
    question: { text: form.question.text ?? '' },
    answers: form.answers.map(({ poll_media: media }, index) => ({
      answer_id: index + 1,
      poll_media: {
        ...(media.text ? { text: media.text } : {}),
        ...(media.emoji
          ? {
              emoji: {
                id: media.emoji.id ?? null,
                name: media.emoji.name ?? world.tables.emoji.get(media.emoji.id ?? '')?.name ?? '',
              },
            }
          : {}),
      },
    })),
    expiry: world.now() + (form.duration ?? 24) * 3_600_000,
    allow_multiselect: form.allow_multiselect === true,
    layout_type: form.layout_type ?? 1,
    is_finalized: false,
  };
}
