import {
  Check,
  CirclePause,
  CirclePlay,
  CircleStop,
  Copy,
  EyeOff,
  Flag,
  Lock,
  Pencil,
  Plus,
  Repeat,
  SquareArrowOutUpRight,
  Trash2,
  Undo2,
  X,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { PageAction } from '../api/index.ts';

/** The pictures that plugins may give their buttons. */
export const actionIcons: Readonly<Record<NonNullable<PageAction['icon']>, Component>> = {
  add: Plus,
  edit: Pencil,
  delete: Trash2,
  undo: Undo2,
  check: Check,
  close: X,
  play: CirclePlay,
  pause: CirclePause,
  stop: CircleStop,
  repeat: Repeat,
  open: SquareArrowOutUpRight,
  hide: EyeOff,
  lock: Lock,
  copy: Copy,
  flag: Flag,
};
