import { type Component, defineAsyncComponent } from 'vue';
import type { WidgetKind } from '../schema/widget-of.ts';
import ChoicesWidget from './ChoicesWidget.vue';
import ColorWidget from './ColorWidget.vue';
import CronWidget from './CronWidget.vue';
import DurationWidget from './DurationWidget.vue';
import EmojiWidget from './EmojiWidget.vue';
import FileWidget from './FileWidget.vue';
import JsonWidget from './JsonWidget.vue';
import ListWidget from './ListWidget.vue';
import LocalizedTextWidget from './LocalizedTextWidget.vue';
import MessageTemplateWidget from './MessageTemplateWidget.vue';
import NumberWidget from './NumberWidget.vue';
import ObjectWidget from './ObjectWidget.vue';
import PickerWidget from './PickerWidget.vue';
import RecordWidget from './RecordWidget.vue';
import RegexWidget from './RegexWidget.vue';
import SecretWidget from './SecretWidget.vue';
import SelectWidget from './SelectWidget.vue';
import SwitchWidget from './SwitchWidget.vue';
import TextWidget from './TextWidget.vue';
import TimeWidget from './TimeWidget.vue';
import UnionWidget from './UnionWidget.vue';
import UrlWidget from './UrlWidget.vue';

export const widgets: Readonly<Record<WidgetKind, Component>> = {
  text: TextWidget,
  number: NumberWidget,
  switch: SwitchWidget,
  select: SelectWidget,
  choices: ChoicesWidget,
  channel: PickerWidget,
  channels: PickerWidget,
  role: PickerWidget,
  roles: PickerWidget,
  member: PickerWidget,
  members: PickerWidget,
  permission: PickerWidget,
  permissions: PickerWidget,
  timezone: PickerWidget,
  timezones: PickerWidget,
  color: ColorWidget,
  duration: DurationWidget,
  messageTemplate: MessageTemplateWidget,
  emoji: EmojiWidget,
  cron: CronWidget,
  url: UrlWidget,
  secret: SecretWidget,
  // Large, and in few forms.
  embed: defineAsyncComponent(() => import('./EmbedWidget.vue')),
  regex: RegexWidget,
  dateTime: TimeWidget,
  date: TimeWidget,
  time: TimeWidget,
  localizedText: LocalizedTextWidget,
  file: FileWidget,
  list: ListWidget,
  record: RecordWidget,
  object: ObjectWidget,
  union: UnionWidget,
  json: JsonWidget,
};
