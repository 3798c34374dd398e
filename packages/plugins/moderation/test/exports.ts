/** Exports in the shape of those bots', made for tests. */

export const theirMod = '100000000000000009';

/** Of Zeppelin's "Import / Export". */
export function zeppelinExport(cases: readonly Record<string, unknown>[]): string {
  return JSON.stringify(
    {
      cases: cases.map((one, index) => ({
        case_number: index + 1,
        user_name: 'bob',
        mod_id: theirMod,
        mod_name: 'm',
        type: 4,
        created_at: `2021-03-0${index + 1} 05:06:07`,
        is_hidden: false,
        pp_id: null,
        pp_name: null,
        notes: [],
        ...one,
      })),
    },
    null,
    2,
  );
}

export function zeppelinNote(body: string) {
  return { mod_id: theirMod, mod_name: 'm', body, created_at: '2021-03-04 05:06:07' };
}

/** `settings.json` of Red's ModLog: ids are numbers that JavaScript can't hold. */
export function redModLog(guildId: string, userId: string): string {
  return `{"1354799444": {"GLOBAL": {"schema_version": 4}, "CASES": {
    "${guildId}": {
      "1": {"case_number": 1, "action_type": "warning", "guild": ${guildId}, "created_at": 1600000000.25, "user": ${userId},
            "last_known_username": "bob#0001", "moderator": ${theirMod}, "reason": "Spam", "until": null, "channel": null, "amended_by": null},
      "2": {"case_number": 2, "action_type": "tempban", "guild": ${guildId}, "created_at": 1600003600, "user": ${userId},
            "moderator": 3553, "reason": null, "until": 1600090000, "channel": null},
      "3": {"case_number": 3, "action_type": "vmute", "guild": ${guildId}, "created_at": 1600007200, "user": ${userId},
            "moderator": ${theirMod}, "reason": "Noise", "until": null},
      "4": {"case_number": 4, "action_type": "kick", "guild": ${guildId}, "created_at": 1600007300, "user": 3553, "moderator": null, "reason": null}
    },
    "999999999999999999": {"1": {"action_type": "ban", "created_at": 1, "user": ${userId}, "moderator": null, "reason": "Elsewhere"}}
  }}}`;
}

/** `settings.json` of Red's Warnings: named after the messages that gave them. */
export function redWarnings(guildId: string, userId: string): string {
  const messageId = String((1_600_000_000_250n - 1_420_070_400_000n) << 22n);
  return `{"5757575755": {"GUILD": {}, "MEMBER": {"${guildId}": {"${userId}": {
    "total_points": 4, "status": "", "warnings": {
      "${messageId}": {"points": 3, "description": "Spam", "mod": ${theirMod}},
      "755000000000000000": {"points": 1, "description": "Rude", "mod": ${theirMod}},
      "755000000000000001": {"points": "many", "description": "Broken", "mod": ${theirMod}}
    }}}}}}`;
}

const yagpdbHead =
  'id,created_at,updated_at,guild_id,user_id,author_id,author_username_discrim,message,logs_link';

/** YAGPDB's table `moderation_warnings`, as PostgreSQL writes it. */
export function yagpdbWarnings(guildId: string, userId: string): string {
  const row = (id: number, guild: string, user: string, message: string) =>
    `${id},2022-01-02 03:04:05.6+00,2022-01-02 03:04:05.6+00,${guild},${user},${theirMod},m#1,${message},`;
  return [
    yagpdbHead,
    row(7, guildId, userId, '"Rude, ""again""\nand again"'),
    row(8, guildId, 'nobody', 'hm'),
    row(9, '1', userId, 'Elsewhere'),
    '',
  ].join('\n');
}
