import type { Component } from 'vue';
import type { WidgetKind } from '../schema/widget-of.ts';
import ChannelWidget from './ChannelWidget.vue';
import ChoicesWidget from './ChoicesWidget.vue';
import ColorWidget from './ColorWidget.vue';
import DurationWidget from './DurationWidget.vue';
import JsonWidget from './JsonWidget.vue';
import ListWidget from './ListWidget.vue';
import MemberWidget from './MemberWidget.vue';
import MessageTemplateWidget from './MessageTemplateWidget.vue';
import NumberWidget from './NumberWidget.vue';
import ObjectWidget from './ObjectWidget.vue';
import RecordWidget from './RecordWidget.vue';
import RoleWidget from './RoleWidget.vue';
import SelectWidget from './SelectWidget.vue';
import SwitchWidget from './SwitchWidget.vue';
import TextWidget from './TextWidget.vue';
import UnionWidget from './UnionWidget.vue';

export const widgets: Readonly<Record<WidgetKind, Component>> = {
  text: TextWidget,
  number: NumberWidget,
  switch: SwitchWidget,
  select: SelectWidget,
  choices: ChoicesWidget,
  channel: ChannelWidget,
  channels: ChannelWidget,
  role: RoleWidget,
  roles: RoleWidget,
  member: MemberWidget,
  members: MemberWidget,
  color: ColorWidget,
  duration: DurationWidget,
  messageTemplate: MessageTemplateWidget,
  list: ListWidget,
  record: RecordWidget,
  object: ObjectWidget,
  union: UnionWidget,
  json: JsonWidget,
};
