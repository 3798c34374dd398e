import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { pluginId, snowflake, timestamp } from './shapes.ts';

const row = z.record(z.string(), z.unknown());
const memberExport = z
  .object({
    guildId: snowflake,
    memberId: snowflake,
    at: timestamp,
    plugins: z
      .record(pluginId, z.record(z.string(), z.array(row)))
      .meta({ description: 'By plugin and collection, what names the member in a personal field' }),
    explanations: z.array(row).meta({ description: 'Why plugins did what they did; of the last 24 hours' }),
    deadLetters: z.array(row).meta({ description: 'Work that has failed, and was about the member' }),
    jobs: z.array(row).meta({ description: 'Work to come that is about the member' }),
    capturedWrites: z.array(row).meta({ description: 'What plugins on trial would have done to the member' }),
    audit: z
      .array(row)
      .meta({ description: 'What the member changed as an admin, and what was done to them' }),
  })
  .meta({ id: 'MemberExport', description: 'Everything that is stored of a member in one guild' });

const memberErasure = z
  .object({
    deleted: z.int(),
    masked: z.int().meta({ description: "Documents that name others too: only this member's id is gone" }),
    jobsKept: z.int().meta({ description: 'Work to come that names the member, e.g. lifting a ban' }),
    auditKept: z.int().meta({ description: 'Entries of the audit log that name the member; it is kept' }),
  })
  .meta({ id: 'MemberErasure', description: 'What an erasure did, in numbers of documents' });

const params = z.object({ guildId: snowflake, userId: snowflake });
const exported = { 200: { description: 'The data', body: memberExport } };
const erased = { 200: { description: 'Erased', body: memberErasure } };
const path = '/guilds/{guildId}/members/{userId}/data';

export const exportMemberData = contract({
  operationId: 'exportMemberData',
  method: 'get',
  path,
  summary: 'Everything that is stored of a member, present or former',
  tags: ['members'],
  access: 'guild:write',
  params,
  responses: exported,
});

export const eraseMemberData = contract({
  operationId: 'eraseMemberData',
  method: 'delete',
  path,
  summary: 'Erase what is stored of a member, present or former; it can’t be undone',
  tags: ['members'],
  access: 'guild:write',
  params,
  responses: erased,
});

export const exportMemberDataAsOperator = contract({
  operationId: 'exportMemberDataAsOperator',
  method: 'get',
  path: `/operator${path}`,
  summary: 'The same, for a member who turns to the operator',
  tags: ['operator'],
  access: 'operator',
  params,
  responses: exported,
});

export const eraseMemberDataAsOperator = contract({
  operationId: 'eraseMemberDataAsOperator',
  method: 'delete',
  path: `/operator${path}`,
  summary: 'The same, for a member who turns to the operator; it can’t be undone',
  tags: ['operator'],
  access: 'operator',
  params,
  responses: erased,
});
