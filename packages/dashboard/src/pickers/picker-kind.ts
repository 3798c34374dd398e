/** What a picker offers: the words around it differ. */
export type PickerKind = 'channel' | 'role' | 'member' | 'user' | 'permission' | 'timezone';
