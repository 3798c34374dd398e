export { MemberData, type MemberErasure, type MemberExport } from './member-data.ts';
