import type { Phrase } from '../language/index.ts';
import { arrange } from '../places/arrange.ts';
import { draft } from '../state/draft.ts';
import { unread } from '../state/messages.ts';
import { place } from '../state/place.ts';
import { type Tool, toggleTool } from '../state/tools.ts';
import { guild } from '../state/world.ts';
import { openSheet } from './sheets.ts';

export interface Shortcut {
  /** As they are shown: `Alt`, `↑`. */
  keys: string[];
  does: Phrase;
}

/** What the sheet lists; {@link listenToKeys} is where they act, but for those of the composer and the lists. */
export const shortcuts: Shortcut[] = [
  { keys: ['Ctrl', 'K'], does: 'keys.switch' },
  { keys: ['Alt', '↑'], does: 'keys.channelUp' },
  { keys: ['Alt', '↓'], does: 'keys.channelDown' },
  { keys: ['Alt', 'Shift', '↓'], does: 'keys.unread' },
  { keys: ['Ctrl', 'Shift', 'U'], does: 'keys.members' },
  { keys: ['Ctrl', 'Shift', 'I'], does: 'keys.inspector' },
  { keys: ['Ctrl', 'Shift', 'H'], does: 'keys.clock' },
  { keys: ['Ctrl', 'Shift', 'F'], does: 'keys.faults' },
  { keys: ['/'], does: 'keys.command' },
  { keys: ['↑'], does: 'keys.editLast' },
  { keys: ['Shift', 'F10'], does: 'keys.menu' },
  { keys: ['Esc'], does: 'keys.escape' },
  { keys: ['Ctrl', '/'], does: 'keys.sheet' },
];

const toolKeys: Record<string, Tool> = { i: 'inspector', h: 'clock', f: 'faults' };

/** Goes to the next channel in the order of the list, or to the next one with unread messages. */
function step(by: 1 | -1, onlyUnread: boolean): void {
  const lines = arrange(guild.value?.channels ?? [], place.channel, new Set(), () => true);
  const ids = lines.flatMap((it) => (it.kind === 'channel' || it.kind === 'thread' ? it.channel.id : []));
  const at = ids.indexOf(place.channel ?? '');
  for (let count = 1; count <= ids.length; count++) {
    const id = ids[(((at + by * count) % ids.length) + ids.length) % ids.length];
    if (id !== undefined && (!onlyUnread || unread.has(id))) {
      place.channel = id;
      return;
    }
  }
}

export function listenToKeys(app: { closeDrawers: () => void; toggleMembers: () => void }): void {
  addEventListener('keydown', (event) => {
    const { key } = event;
    if (document.querySelector('dialog[open]')) return;
    const control = event.ctrlKey || event.metaKey;
    const tool = toolKeys[key.toLowerCase()];
    if (key === 'Escape') app.closeDrawers();
    else if (event.altKey && (key === 'ArrowUp' || key === 'ArrowDown'))
      step(key === 'ArrowDown' ? 1 : -1, event.shiftKey);
    else if (control && !event.shiftKey && key.toLowerCase() === 'k') openSheet('switcher');
    else if (control && key === '/') openSheet('shortcuts');
    else if (control && event.shiftKey && key.toLowerCase() === 'u') app.toggleMembers();
    else if (control && event.shiftKey && tool) toggleTool(tool);
    else if (key === '/' && isIdle(event.target)) {
      draft.text = '/';
      draft.focus++;
    } else return;
    if (key !== 'Escape') event.preventDefault();
  });
}

/** Nobody is writing anything. */
function isIdle(target: EventTarget | null): boolean {
  return !(target instanceof Element && target.closest('input, textarea, select, [contenteditable], pre'));
}
