import { reactive } from 'vue';
import type { MessageView } from '../../../src/control/protocol.ts';

/** What is being written. The composer shows it; other parts of the view put things into it. */
export const draft = reactive<{
  text: string;
  replyTo: MessageView | null;
  /** The message that is being edited. */
  editing: string | null;
  /** Grows when the composer should take the focus. */
  focus: number;
  insert: (text: string) => void;
  reply: (message: MessageView) => void;
}>({
  text: '',
  replyTo: null,
  editing: null,
  focus: 0,
  insert(text) {
    draft.text += text;
    draft.focus++;
  },
  reply(message) {
    draft.replyTo = message;
    draft.focus++;
  },
});
