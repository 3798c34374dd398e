export { default as ChannelPicker } from './ChannelPicker.vue';
export { default as IdPicker } from './IdPicker.vue';
export { default as MemberPicker } from './MemberPicker.vue';
export { default as PermissionPicker } from './PermissionPicker.vue';
export { channelOptions, matching, orderChannels, type PickerOption, roleOptions } from './picker-option.ts';
export { default as RolePicker } from './RolePicker.vue';
export { default as TimezonePicker } from './TimezonePicker.vue';
