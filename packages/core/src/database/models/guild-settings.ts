import { Schema } from 'mongoose';
import { guildOwned } from '../tenant-guard.ts';

/** What an admin sets for the whole guild (requirement C1). Made with defaults on first use. */
export interface GuildSettings {
  readonly applicationId: string;
  readonly guildId: string;
  /** Language of everything that is not an answer to one member, e.g. `en`, `fr`. */
  readonly language: string;
  /** IANA name, e.g. `Europe/Paris`. */
  readonly timezone: string;
  /** Roles whose members may use the dashboard without being an administrator. */
  readonly managerRoles: readonly string[];
  readonly logChannel: string | null;
  /** Set once `/setup` or the dashboard's initialisation has run. */
  readonly initializedAt: Date | null;
  /** Raised by every change: the API's ETag. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const guildSettingsSchema: Schema<GuildSettings> = new Schema<GuildSettings>(
  {
    applicationId: { type: String, required: true },
    guildId: { type: String, required: true },
    language: { type: String, required: true },
    timezone: { type: String, required: true },
    managerRoles: { type: [String], required: true },
    logChannel: { type: String, default: null },
    initializedAt: { type: Date, default: null },
    revision: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'guild_settings', strict: 'throw', versionKey: false, autoIndex: false },
);
guildSettingsSchema.index({ guildId: 1, applicationId: 1 }, { unique: true });
guildSettingsSchema.plugin(guildOwned);
