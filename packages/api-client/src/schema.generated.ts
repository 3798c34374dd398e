// Generated from packages/core/openapi.json by `pnpm generate`. Do not edit.

export interface paths {
    "/auth/discord/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where Discord sends the browser back to
         * @description Failures come back as `/sign-in?problem=<code>`, because a browser is what reads them.
         */
        get: operations["finishSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/discord/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Send the browser to Discord to sign in */
        get: operations["startSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that a plugin can ask to be allowed, in words */
        get: operations["listCapabilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Guilds that the caller may manage, those without the bot too */
        get: operations["listGuilds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A guild, the bot's health in it, and what is left to set up */
        get: operations["getGuild"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, newest first */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Channels in the order in which Discord shows them */
        get: operations["listChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A guild's commands with the plugin of each */
        get: operations["listCommands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/emojis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The guild's own emojis that can be used now, by name */
        get: operations["listEmojis"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changes in a guild, as server-sent events
         * @description Each event has an id; send the last one as `Last-Event-ID` to go on after it.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/explanations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why plugins did what they did, or did not, in the last 24 hours, newest first */
        get: operations["listExplanations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/initialize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create the default settings; does nothing the second time */
        post: operations["initializeGuild"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is installed in a guild */
        get: operations["listInstallations"];
        put?: never;
        /** Install a plugin, with consent to the manifest that the admin saw */
        post: operations["installPlugin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One installation */
        get: operations["getInstallation"];
        put?: never;
        post?: never;
        /** Uninstall; its data and configuration are kept for 30 days */
        delete: operations["uninstallPlugin"];
        options?: never;
        head?: never;
        /** Switch a plugin on or off, and what members write to and from it */
        patch: operations["updateInstallation"];
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/commands/{command}/alias": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose the name by which members of the guild call a command */
        put: operations["renameCommand"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An installation's configuration */
        get: operations["getConfig"];
        /** Replace the configuration */
        put: operations["replaceConfig"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/config/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Revisions of the configuration, newest first */
        get: operations["listConfigRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/config/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an older revision the current one */
        post: operations["restoreConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/config/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check values without saving them */
        post: operations["validateConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/confirm-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep the new version for good; the former data are deleted now and not after a day */
        post: operations["confirmUpdate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work of a plugin that has failed for good, newest first; a plugin keeps 100 */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/dead-letters/{letterId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give one up */
        delete: operations["discardDeadLetter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/dead-letters/{letterId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run one again, with the input that it had */
        post: operations["replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a shadow install: its writes reach Discord, members see its commands, its data stay */
        post: operations["makeLive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/problem-scene": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What led to a plugin's last rest, masked, as a test for its author; kept for a week */
        get: operations["getProblemScene"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/problems/{problemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Dismiss a problem of an installation */
        delete: operations["dismissProblem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go back to the version before the last update: code, configuration and data as they were */
        post: operations["rollbackInstallation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/shadow-report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a plugin would have done while it was tried in shadow
         * @description Readable until a week after the longest time that it can be tried.
         */
        get: operations["getShadowReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/transitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every change of state of an installation, newest first */
        get: operations["listTransitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/installations/{pluginId}/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a move to the newest version, or another one, would ask for in addition */
        get: operations["previewUpdate"];
        put?: never;
        /**
         * Move to another version, with its configuration and data
         * @description When it fails on the way, the former version runs again and the answer says `rolled_back`; why is under `problems`.
         */
        post: operations["moveInstallation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members whose name starts with the query */
        get: operations["searchMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One member */
        get: operations["getMember"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/members/{userId}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that is stored of a member, present or former */
        get: operations["exportMemberData"];
        put?: never;
        post?: never;
        /** Erase what is stored of a member, present or former; it can’t be undone */
        delete: operations["eraseMemberData"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The pages of a guild's plugins that the caller may see
         * @description Whoever has not signed in sees the public ones. A guild that has none for the caller, who is no member, looks like one that does not exist.
         */
        get: operations["listPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/pages/{pluginId}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one block of a page shows, with the names of the ids in it */
        get: operations["readBlock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the guild has for each of its plugins, and the features that this opens */
        get: operations["getGuildPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Roles, highest first */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/guilds/{guildId}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A guild's settings */
        get: operations["getGuildSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the settings that the body names */
        patch: operations["updateGuildSettings"];
        trace?: never;
    };
    "/isolation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How well this machine locks plugins up, and what its operator demands */
        get: operations["getIsolation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the process alive? */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/meta": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this Guildhall is */
        get: operations["getMeta"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics in the text form of Prometheus */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/{guildId}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document with the routes of exactly the plugins that a guild has installed, in the guild's versions */
        get: operations["getGuildOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/guilds/{guildId}/members/{userId}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, for a member who turns to the operator */
        get: operations["exportMemberDataAsOperator"];
        put?: never;
        post?: never;
        /** The same, for a member who turns to the operator; it can’t be undone */
        delete: operations["eraseMemberDataAsOperator"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/guilds/{guildId}/plan-grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plans that operators have granted to a guild, newest first, with those that have ended */
        get: operations["listPlanGrants"];
        put?: never;
        /** Grant a plan to a guild, as a whole or for one plugin */
        post: operations["grantPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/guilds/{guildId}/plan-grants/{grantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a granted plan back */
        delete: operations["revokePlan"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/kill-switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plugins that are switched off in every guild, newest first */
        get: operations["listKilledPlugins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/kill-switch/{pluginId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Switch a plugin off in every guild, within a minute
         * @description Nothing of it runs any more, and nobody can install or enable it. Installations, configurations and data stay. Doing it again changes the reason.
         */
        put: operations["killPlugin"];
        post?: never;
        /** Let a plugin run again where it was enabled */
        delete: operations["revivePlugin"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/plugins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of every plugin that can be installed here, by plugin, the newest first */
        get: operations["listHeldVersions"];
        put?: never;
        /**
         * Add a version from its tarball, as `guildhall-sdk pack` writes it
         * @description Adding the same content again changes nothing. No code of it runs before a guild installs it.
         */
        post: operations["uploadPlugin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/plugins/{pluginId}/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a version that nobody uses */
        delete: operations["removeHeldVersion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/plugins/{pluginId}/{hash}/trust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Let a version run in the bot's own process
         * @description Its code can then read the token, the database and the files of the machine, and can end the bot; what it does through Guildhall is judged as before. Other versions are not trusted by it. Servers that have it follow at once, and their audit logs say so.
         */
        put: operations["trustVersion"];
        post?: never;
        /**
         * Let a version run locked up again, as a stranger’s
         * @description Servers that have it follow at once. What its code has left in the process of the bot is gone when Guildhall is next started.
         */
        delete: operations["distrustVersion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/plugins/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a version from an npm-compatible registry, held to the checksum that it lists */
        post: operations["fetchPlugin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plugins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest version of each plugin that can be installed here */
        get: operations["listPlugins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plugins/{pluginId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A plugin with its manifest */
        get: operations["getPlugin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Can it serve? */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description Who may, from everybody to administrators
         * @enum {string}
         */
        AccessLevel: "public" | "member" | "manager" | "admin";
        /** @description Who did it */
        Actor: {
            avatarUrl: string | null;
            /** @constant */
            kind: "member";
            name: string | null;
            userId: components["schemas"]["Snowflake"];
            /** @enum {string} */
            via: "dashboard" | "command" | "api";
        } | {
            /** @constant */
            kind: "plugin";
            pluginId: components["schemas"]["PluginId"];
        } | {
            /** @constant */
            kind: "system";
            reason: string;
        };
        AuditEntry: {
            /**
             * @description Dotted, past tense
             * @example installation.enabled
             */
            action: string;
            actor: components["schemas"]["Actor"];
            after?: unknown;
            at: components["schemas"]["Timestamp"];
            before?: unknown;
            id: string;
            target: string | null;
        };
        BlockData: {
            /** @description What the block's route answers */
            data: unknown;
            /** @description Of the ids in the columns that the block declares as members, channels or roles: only this guild's, and for whoever is no manager only channels that everybody sees */
            names: {
                channels: {
                    [key: string]: string;
                };
                members: {
                    [key: string]: {
                        avatarUrl: string | null;
                        name: string;
                    };
                };
                roles: {
                    [key: string]: string;
                };
            };
        };
        Capability: {
            description: components["schemas"]["LocalizedText"];
            id: string;
            /** @description Discord permissions that the bot needs for it */
            permissions: string[];
            /**
             * @description What an admin gives away with it
             * @enum {string}
             */
            risk: "low" | "medium" | "high";
            title: components["schemas"]["LocalizedText"];
        };
        /** @description One thing that the plugin would have done */
        CapturedWrite: {
            /**
             * @description What it would have done
             * @example message.send
             * @example role.give
             */
            action: string;
            at: components["schemas"]["Timestamp"];
            channel: components["schemas"]["Named"] | null;
            /** @description What made it */
            event: string | null;
            id: string;
            member: components["schemas"]["Named"] | null;
            messageId: components["schemas"]["Snowflake"] | null;
            /** @description The handler that wanted it */
            piece: string | null;
            /** @description What it gave as its reason for Discord's audit log */
            reason: string | null;
            refused: string | null;
            /** @description The same in words */
            refusedWhy: string | null;
            role: components["schemas"]["Named"] | null;
            /** @description What it would have written, at most 300 characters; mentions as names */
            text: string | null;
        };
        Channel: {
            /** @description Names of Discord's permissions, such as `SendMessages` */
            botPermissions: string[];
            id: components["schemas"]["Snowflake"];
            name: string;
            parentId: components["schemas"]["Snowflake"] | null;
            position: number;
            /** @enum {string} */
            type: "text" | "announcement" | "voice" | "stage" | "forum" | "media" | "category" | "thread";
        };
        CommandAlias: {
            /** @description `null`: the plugin's own name again */
            alias: string | null;
        };
        Config: {
            current: components["schemas"]["ConfigRevision"];
            defaults: components["schemas"]["ConfigValues"];
            /** @description The installation's revision: the ETag */
            revision: number;
            /** @description JSON Schema 2020-12 of the installed version, with `x-ui` hints */
            schema: {
                [key: string]: unknown;
            };
        };
        ConfigInput: {
            /** @description Left out: those that are there stay */
            overrides?: components["schemas"]["ConfigOverride"][];
            values: components["schemas"]["ConfigValues"];
        };
        /** @description Another value of one field for a category, a channel or a role. A role’s goes before a thread’s, that before a channel’s, that before a category’s; of several roles’, the first. */
        ConfigOverride: {
            /** @description JSON pointer into the values; its schema has `x-overridable` */
            field: string;
            /** @description Of the category, channel or role */
            id: components["schemas"]["Snowflake"];
            /** @enum {string} */
            scope: "category" | "channel" | "role";
            /** @description What holds there, as the field’s schema says */
            value: unknown;
        };
        ConfigRevision: {
            actor: components["schemas"]["Actor"];
            at: components["schemas"]["Timestamp"];
            /** @description The contract's config version that the values are written for */
            configVersion: number;
            /** @description With defaults filled in */
            effective: components["schemas"]["ConfigValues"];
            /** @description 1, 2, 3 … within the installation */
            number: number;
            overrides: components["schemas"]["ConfigOverride"][];
            restoredFrom: number | null;
            /** @description As the admin gave them; a secret is a reference, `secret:…`, that stands for it when it comes back */
            values: components["schemas"]["ConfigValues"];
        };
        /** @description Checked against the schema in the plugin's manifest */
        ConfigValues: {
            [key: string]: unknown;
        };
        /** @description Work of a plugin that has failed for good, kept until an admin decides */
        DeadLetter: {
            attempts: number;
            dueAt: components["schemas"]["Timestamp"];
            /** @description What the handler was given */
            event: string | null;
            failedAt: components["schemas"]["Timestamp"];
            id: string;
            /** @description What it was asked to do, without secrets and with long texts cut */
            input: unknown;
            /** @description Name of the job, or of the handler */
            job: string;
            /**
             * @description `event`: a handler of an event
             * @enum {string}
             */
            kind: "job" | "event";
            /** @description Finds the last error in the log and under the problems */
            reference: string;
            /** @description Whether it can be run again */
            replayable: boolean;
        };
        Emoji: {
            animated: boolean;
            id: components["schemas"]["Snowflake"];
            /** @description Its picture on Discord's CDN */
            imageUrl: string;
            name: string;
        };
        Explanation: {
            at: components["schemas"]["Timestamp"];
            channelId: components["schemas"]["Snowflake"] | null;
            configRevision: number | null;
            /** @example MESSAGE_CREATE */
            event: string | null;
            id: string;
            /**
             * @description `said`: by the plugin. `wrote`: it changed something in Discord. `refused`: it tried to
             * @enum {string}
             */
            kind: "said" | "wrote" | "refused";
            /** @description Whom it is about */
            members: components["schemas"]["Snowflake"][];
            messages: components["schemas"]["Snowflake"][];
            /** @description By which handler, version and settings, in words */
            origin: string;
            /** @example command rank */
            piece: string | null;
            plugin: {
                id: components["schemas"]["PluginId"];
                name: components["schemas"]["LocalizedText"];
                version: string;
            };
            /**
             * @description Of Discord
             * @example POST /channels/{id}/messages
             */
            route: string | null;
            /** @description Discord's status, or why it was refused before */
            status: string | null;
            /** @description What was done or not, and why, in the request's language */
            text: string;
        };
        FetchPluginRequest: {
            /** @example @acme/guildhall-starboard */
            name: string;
            /** Format: uri */
            registryUrl: string;
            /** @description A version, a range or a tag; `latest` when absent */
            version?: string;
        };
        FieldError: {
            /** @description Stable, such as `too_small` or `role_above_bot` */
            code: string;
            /** @enum {string} */
            in: "body" | "query" | "path" | "header";
            message: string;
            /** @description JSON pointer to the value; for `config_invalid` and `settings_invalid` it starts at the root of the body, such as `/values/cooldown` */
            pointer: string;
        };
        GrantPlanRequest: {
            plan: components["schemas"]["PaidPlan"];
            /** @description Absent: for every plugin */
            pluginId?: components["schemas"]["PluginId"];
            reason: string;
            /**
             * Format: date-time
             * @description Absent: without end
             */
            until?: string;
        };
        Guild: {
            access: components["schemas"]["GuildAccess"];
            bot: {
                /** @description Gives the bot every permission that it needs here */
                inviteUrl: string;
                /** @description What installed plugins need and the bot does not have */
                missing: {
                    neededBy: components["schemas"]["PluginId"][];
                    permission: string;
                }[];
                /** @description Names of Discord's permissions, such as `SendMessages` */
                permissions: string[];
                topRolePosition: number;
                userId: components["schemas"]["Snowflake"];
            };
            checklist: {
                done: boolean;
                /** @enum {string} */
                id: "initialize" | "bot_permissions" | "log_channel" | "manager_roles" | "first_plugin";
            }[];
            iconUrl: string | null;
            id: components["schemas"]["Snowflake"];
            initialized: boolean;
            memberCount: number;
            name: string;
            ownerId: components["schemas"]["Snowflake"];
            preferredLocale: string;
        };
        /**
         * @description `manager`: has a role that an administrator granted in the settings
         * @enum {string}
         */
        GuildAccess: "owner" | "administrator" | "manager";
        GuildCommand: {
            /** @description The name that an admin chose; where it differs from `name`, it could not be had */
            alias: string | null;
            /** @description Who has the name that it wanted, when somebody else does */
            clash: {
                /** @description `null`: Guildhall's own */
                pluginId: components["schemas"]["PluginId"] | null;
            } | null;
            /** @description Its name in the manifest */
            command: string;
            description: components["schemas"]["LocalizedText"];
            /**
             * @description Typed, or an entry of the menu on a member or a message
             * @enum {string}
             */
            kind: "slash" | "user_menu" | "message_menu";
            /** @description Why it is not sent. `limit`: Discord takes no more of its kind. `too_long`: its texts are over Discord's limit. `name_taken`: others have every name that it could have */
            leftOut: ("limit" | "too_long" | "name_taken") | null;
            /** @description As members type it, without the slash */
            name: string;
            /** @description `null`: Guildhall's own */
            pluginId: components["schemas"]["PluginId"] | null;
            /**
             * @description `planned`: Discord does not have it yet. `left_out`: it is not sent
             * @enum {string}
             */
            state: "synced" | "planned" | "left_out";
        };
        GuildSettings: {
            /**
             * @description Of the bot's own answers that everybody sees
             * @enum {string}
             */
            language: "en" | "fr";
            /** @description Where Guildhall reports what needs attention */
            logChannel: components["schemas"]["Snowflake"] | null;
            /** @description Their members may use the dashboard; only administrators can change it */
            managerRoles: components["schemas"]["Snowflake"][];
            revision: number;
            /**
             * @description A name of the IANA time zone database
             * @example Europe/Paris
             */
            timezone: string;
        };
        GuildSettingsPatch: {
            /**
             * @description Of the bot's own answers that everybody sees
             * @enum {string}
             */
            language?: "en" | "fr";
            /** @description Where Guildhall reports what needs attention */
            logChannel?: components["schemas"]["Snowflake"] | null;
            /** @description Their members may use the dashboard; only administrators can change it */
            managerRoles?: components["schemas"]["Snowflake"][];
            /**
             * @description A name of the IANA time zone database
             * @example Europe/Paris
             */
            timezone?: string;
        };
        GuildSummary: {
            access: components["schemas"]["GuildAccess"];
            botPresent: boolean;
            iconUrl: string | null;
            id: components["schemas"]["Snowflake"];
            /** @description Adds the bot to this guild; `null` where it is */
            inviteUrl: string | null;
            /** @description Known where the bot is */
            memberCount: number | null;
            name: string;
        };
        /** @description One version of a plugin that this Guildhall holds */
        HeldVersion: {
            /** @description `null`: it lives in memory */
            added: {
                at: components["schemas"]["Timestamp"];
                /** @description `null`: by the command line, or with Guildhall itself */
                by: {
                    name: string;
                    userId: components["schemas"]["Snowflake"];
                } | null;
                /** @enum {string} */
                from: "guildhall" | "folder" | "tarball" | "registry";
                registry: string | null;
            } | null;
            /** @description What its manifest asks for */
            asks: {
                capabilities: {
                    id: string;
                    reason: components["schemas"]["LocalizedText"];
                }[];
                hosts: string[];
                permissions: string[];
                privilegedIntents: string[];
            };
            author: string | null;
            description: components["schemas"]["LocalizedText"];
            firstParty: boolean;
            /** @description How many need it: installed, able to roll back to it, or kept */
            guilds: number;
            /** @description sha-256 of its content */
            hash: string;
            id: components["schemas"]["PluginId"];
            manifestHash: string;
            name: components["schemas"]["LocalizedText"];
            package: string;
            removable: boolean;
            tier: components["schemas"]["Tier"];
            /** @description An operator vouches for this version: it runs in the bot’s own process */
            trusted: boolean;
            version: string;
        };
        Installation: {
            /** @description Names of commands that an admin chose, by their name in the manifest */
            aliases: {
                [key: string]: string;
            };
            configRevision: number;
            consent: {
                at: components["schemas"]["Timestamp"];
                manifestHash: string;
                /** @description What members write may reach it, although it could send it away */
                sharesContent: boolean;
                userId: components["schemas"]["Snowflake"];
            };
            guildId: components["schemas"]["Snowflake"];
            installedAt: components["schemas"]["Timestamp"];
            /** @description Why an operator has switched the plugin off in every guild */
            killed: {
                at: components["schemas"]["Timestamp"];
                reason: string;
            } | null;
            /** @description Stays at its version when a newer one comes along */
            pinned: boolean;
            plugin: {
                category: string;
                description: components["schemas"]["LocalizedText"];
                firstParty: boolean;
                hash: string;
                manifestHash: string;
                name: components["schemas"]["LocalizedText"];
                tier: components["schemas"]["Tier"];
                version: string;
            };
            pluginId: components["schemas"]["PluginId"];
            problems: components["schemas"]["InstallationProblem"][];
            /** @description Raised by every change; the ETag */
            revision: number;
            /** @description The version that a rollback goes back to, while it can */
            rollbackTo: {
                hash: string;
                until: components["schemas"]["Timestamp"];
                version: string;
            } | null;
            /** @description While it is tried in shadow: what it would write to Discord is kept for its report and not sent, and members do not see its commands. After `until` it waits, switched off, to be made live or uninstalled */
            shadow: {
                since: components["schemas"]["Timestamp"];
                until: components["schemas"]["Timestamp"];
            } | null;
            state: components["schemas"]["InstallationState"];
            updatedAt: components["schemas"]["Timestamp"];
            /** @description A newer version that can be installed */
            updateTo: string | null;
        };
        InstallationPatch: {
            enabled?: boolean;
            /** @description Of a plugin marked as data-leaving: whether what members write may reach it */
            sharesContent?: boolean;
        };
        /** @description What went wrong, grouped, until it stops or is dismissed */
        InstallationProblem: {
            code: string;
            count: number;
            firstAt: components["schemas"]["Timestamp"];
            id: string;
            lastAt: components["schemas"]["Timestamp"];
            message: string;
            piece: string | null;
            remedy: string | null;
        };
        /** @enum {string} */
        InstallationState: "installing" | "enabled" | "disabled" | "updating" | "migrating" | "rolled_back" | "consent_required" | "quarantined" | "uninstalling" | "retained";
        InstallationTransition: {
            actor: components["schemas"]["Actor"];
            at: components["schemas"]["Timestamp"];
            /** @enum {string} */
            from: "none" | "installing" | "enabled" | "disabled" | "updating" | "migrating" | "rolled_back" | "consent_required" | "quarantined" | "uninstalling" | "retained";
            /** @description Why, when Guildhall did it by itself */
            reason: string | null;
            revision: number;
            to: components["schemas"]["InstallationState"];
            /** @description The version that it had afterwards */
            version: string;
        };
        InstallRequest: {
            /** @description Of the manifest that was shown; another one answers `consent_outdated` */
            manifestHash: string;
            pluginId: components["schemas"]["PluginId"];
            /** @description Try it in shadow for so many hours; live at once when absent */
            shadowHours?: number;
            /** @description Lets what members write reach a plugin that is marked as data-leaving; otherwise it is withheld */
            sharesContent?: boolean;
            /** @description Configuration to start with */
            values?: components["schemas"]["ConfigValues"];
        };
        Isolation: {
            /** @description By this machine */
            achieved: components["schemas"]["IsolationLevel"];
            /** @description Below it the operator lets no sandboxed plugin run */
            minimum: components["schemas"]["IsolationLevel"];
            /** @description Whether sandboxed plugins run here: `achieved` is at least `minimum` */
            runs: boolean;
            /** @description `false`: what is sandboxed here is contained, not secure, and needs the knowing permission of the operator */
            secure: boolean;
            /**
             * @description Which plugins run sandboxed
             * @enum {string}
             */
            which: "strangers" | "all" | "off";
        };
        /**
         * @description How a sandboxed plugin's process is locked up. `process`: its own, with Node's permissions. `uid`: as a user that nobody else is. `namespaces`: it sees no network and no other process
         * @enum {string}
         */
        IsolationLevel: "process" | "uid" | "namespaces" | "uid+namespaces";
        /** @description A plugin that an operator has switched off in every guild */
        KilledPlugin: {
            at: components["schemas"]["Timestamp"];
            /** @description `null`: by the command line */
            by: {
                name: string;
                userId: components["schemas"]["Snowflake"];
            } | null;
            pluginId: components["schemas"]["PluginId"];
            reason: string;
        };
        KillRequest: {
            /** @description Shown to the admins of every guild that has it */
            reason: string;
        };
        /** @description `reset`: events since `Last-Event-ID` are no longer kept, or rights changed; read everything again */
        LiveEvent: {
            at: components["schemas"]["Timestamp"];
            /** @enum {string} */
            change: "installed" | "enabled" | "disabled" | "updated" | "rolled_back" | "uninstalled";
            pluginId: components["schemas"]["PluginId"];
            revision: number;
            /** @constant */
            type: "installation";
        } | {
            at: components["schemas"]["Timestamp"];
            pluginId: components["schemas"]["PluginId"];
            revision: number;
            /** @constant */
            type: "config";
        } | {
            at: components["schemas"]["Timestamp"];
            pluginId: components["schemas"]["PluginId"];
            revision: number;
            /** @constant */
            type: "problem";
        } | {
            at: components["schemas"]["Timestamp"];
            pluginId: components["schemas"]["PluginId"];
            /** @constant */
            type: "shadow";
        } | {
            at: components["schemas"]["Timestamp"];
            pluginId: components["schemas"]["PluginId"];
            /** @constant */
            type: "data";
        } | {
            at: components["schemas"]["Timestamp"];
            revision: number;
            /** @constant */
            type: "settings";
        } | {
            action: string;
            at: components["schemas"]["Timestamp"];
            entryId: string;
            /** @constant */
            type: "audit";
        } | {
            at: components["schemas"]["Timestamp"];
            /** @constant */
            type: "reset";
        };
        Liveness: {
            eventLoopLagMs: number;
            /** @enum {string} */
            status: "ok" | "stalled";
        };
        /** @description A text in English, or in several languages by their code */
        LocalizedText: string | ({
            en: string;
        } & {
            [key: string]: string;
        });
        /** @description All that a plugin declares: what it does, needs, stores and asks for */
        Manifest: {
            author?: string;
            capabilities: {
                /** @enum {string} */
                id: "guild.read" | "guild.manage" | "roles.manage" | "channels.read" | "channels.manage" | "threads.manage" | "expressions.manage" | "invites.read" | "invites.manage" | "audit.read" | "automod.manage" | "events.read" | "events.manage" | "stage.manage" | "webhooks.manage" | "network.fetch" | "messages.read" | "messages.send" | "messages.manage" | "messages.pin" | "polls.run" | "reactions.add" | "direct.send" | "members.read" | "members.roles" | "members.moderate" | "members.voice" | "voice.read";
                reason: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
            }[];
            /** @enum {string} */
            category: "community" | "engagement" | "moderation" | "support" | "economy" | "fun" | "tools" | "analytics";
            config: {
                defaults: {
                    [key: string]: unknown;
                };
                schema: {
                    [key: string]: unknown;
                };
                version: number;
            };
            /**
             * @default [
             *       "guild"
             *     ]
             */
            contexts: "guild"[];
            data: {
                [key: string]: {
                    encrypted?: string[];
                    indexes: string[][];
                    key: string[];
                    personal: string[];
                    schema: {
                        [key: string]: unknown;
                    };
                    tally?: string[];
                    unique: string[][];
                    version: number;
                };
            };
            /** @default [] */
            dataLeaving: ("content" | "members")[];
            description: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            emits: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            homepage?: string;
            hosts: string[];
            id: string;
            /**
             * @default [
             *       "guild"
             *     ]
             */
            installTypes: "guild"[];
            intents: {
                privileged: {
                    degraded?: string | ({
                        en: string;
                    } & {
                        [key: string]: string;
                    });
                    /** @enum {string} */
                    name: "GuildMembers" | "GuildPresences" | "MessageContent";
                    reason: string | ({
                        en: string;
                    } & {
                        [key: string]: string;
                    });
                }[];
                standard: string[];
            };
            license?: string;
            locales: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** @constant */
            manifestVersion: 1;
            name: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            offers?: string;
            package: string;
            permissions: string[];
            pieces: ({
                description: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
                formerly?: string[];
                /** @constant */
                kind: "command";
                name: string;
                options: {
                    anybody?: boolean;
                    /** @default false */
                    autocomplete: boolean;
                    channelTypes?: number[];
                    choices?: {
                        name: string | ({
                            en: string;
                        } & {
                            [key: string]: string;
                        });
                        value: string | number;
                    }[];
                    description: string | ({
                        en: string;
                    } & {
                        [key: string]: string;
                    });
                    maxLength?: number;
                    maxValue?: number;
                    minLength?: number;
                    minValue?: number;
                    name: string;
                    required: boolean;
                    /** @enum {string} */
                    type: "string" | "integer" | "number" | "boolean" | "user" | "channel" | "role" | "mentionable" | "attachment";
                }[];
                permissions?: string[];
                sapphire?: string;
                subcommands: {
                    description: string | ({
                        en: string;
                    } & {
                        [key: string]: string;
                    });
                    group?: {
                        description: string | ({
                            en: string;
                        } & {
                            [key: string]: string;
                        });
                        name: string;
                    };
                    name: string;
                    options: {
                        anybody?: boolean;
                        /** @default false */
                        autocomplete: boolean;
                        channelTypes?: number[];
                        choices?: {
                            name: string | ({
                                en: string;
                            } & {
                                [key: string]: string;
                            });
                            value: string | number;
                        }[];
                        description: string | ({
                            en: string;
                        } & {
                            [key: string]: string;
                        });
                        maxLength?: number;
                        maxValue?: number;
                        minLength?: number;
                        minValue?: number;
                        name: string;
                        required: boolean;
                        /** @enum {string} */
                        type: "string" | "integer" | "number" | "boolean" | "user" | "channel" | "role" | "mentionable" | "attachment";
                    }[];
                }[];
            } | {
                event: string;
                /** @constant */
                kind: "on";
                name: string;
            } | {
                event: string;
                /** @constant */
                kind: "onRaw";
                name: string;
            } | {
                /** @constant */
                kind: "button";
                name: string;
                parameters: {
                    maxLength?: number;
                    name: string;
                    /** @enum {string} */
                    type: "snowflake" | "integer" | "enum" | "string" | "boolean";
                    values?: string[];
                }[];
            } | {
                fields: {
                    label: string | ({
                        en: string;
                    } & {
                        [key: string]: string;
                    });
                    maxLength: number;
                    name: string;
                    required: boolean;
                    /** @enum {string} */
                    style: "short" | "paragraph";
                }[];
                /** @constant */
                kind: "modal";
                name: string;
                parameters: {
                    maxLength?: number;
                    name: string;
                    /** @enum {string} */
                    type: "snowflake" | "integer" | "enum" | "string" | "boolean";
                    values?: string[];
                }[];
                title: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
            } | {
                /** @constant */
                kind: "job";
                name: string;
                schedule: {
                    everyMs: number;
                } | {
                    cron: string;
                } | {
                    input: {
                        [key: string]: unknown;
                    };
                };
            } | {
                input: {
                    [key: string]: unknown;
                };
                /** @constant */
                kind: "offer";
                name: string;
                output: {
                    [key: string]: unknown;
                };
            } | {
                /** @constant */
                kind: "select";
                name: string;
                /** @enum {string} */
                of: "string" | "user" | "role" | "channel";
                parameters: {
                    maxLength?: number;
                    name: string;
                    /** @enum {string} */
                    type: "snowflake" | "integer" | "enum" | "string" | "boolean";
                    values?: string[];
                }[];
            } | {
                /** @enum {string} */
                kind: "userMenu" | "messageMenu";
                name: string;
                permissions?: string[];
                sapphire?: string;
            } | {
                event?: string;
                /** @constant */
                kind: "sapphire";
                name: string;
                /** @enum {string} */
                store: "commands" | "listeners" | "preconditions" | "arguments" | "interaction-handlers";
            } | {
                aliases: string[];
                description: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
                /** @constant */
                kind: "messageCommand";
                name: string;
                prefix?: string;
                prefixField?: string;
                sapphire?: string;
            } | {
                event: string;
                /** @constant */
                kind: "hear";
                name: string;
                payload: {
                    [key: string]: unknown;
                };
                plugin: string;
            } | {
                input: {
                    [key: string]: unknown;
                };
                /** @constant */
                kind: "extensionPoint";
                name: string;
                output: {
                    [key: string]: unknown;
                };
            } | {
                contribution: string;
                /** @constant */
                kind: "contribution";
                name: string;
                point: string;
                title: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
            } | {
                /** @enum {string} */
                access: "public" | "member" | "manager" | "admin";
                body?: {
                    [key: string]: unknown;
                };
                description?: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
                /** @enum {string} */
                ifMatch?: "required" | "optional";
                /** @constant */
                kind: "route";
                /** @enum {string} */
                method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                name: string;
                params: {
                    [key: string]: unknown;
                };
                path: string;
                query: {
                    [key: string]: unknown;
                };
                returns?: {
                    [key: string]: unknown;
                };
                revision?: string;
            } | {
                /** @enum {string} */
                access: "public" | "member" | "manager" | "admin";
                blocks: components["schemas"]["PageBlock"][];
                /** @constant */
                kind: "page";
                name: string;
                title: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
            } | {
                /** @constant */
                kind: "setup";
                name: string;
            } | {
                /** @constant */
                kind: "teardown";
                name: string;
            })[];
            /** @default [] */
            premium: {
                description?: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
                /** @enum {string} */
                from: "premium" | "enterprise";
                name: string;
                title: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
            }[];
            sdk: string;
            uses: {
                id: string;
                optional: boolean;
                range?: string;
            }[];
            version: string;
        };
        Member: {
            avatarUrl: string | null;
            bot: boolean;
            isOwner: boolean;
            name: string;
            roleIds: components["schemas"]["Snowflake"][];
            userId: components["schemas"]["Snowflake"];
        };
        /** @description What an erasure did, in numbers of documents */
        MemberErasure: {
            /** @description Entries of the audit log that name the member; it is kept */
            auditKept: number;
            deleted: number;
            /** @description Work to come that names the member, e.g. lifting a ban */
            jobsKept: number;
            /** @description Documents that name others too: only this member's id is gone */
            masked: number;
        };
        /** @description Everything that is stored of a member in one guild */
        MemberExport: {
            at: components["schemas"]["Timestamp"];
            /** @description What the member changed as an admin, and what was done to them */
            audit: {
                [key: string]: unknown;
            }[];
            /** @description What plugins on trial would have done to the member */
            capturedWrites: {
                [key: string]: unknown;
            }[];
            /** @description Work that has failed, and was about the member */
            deadLetters: {
                [key: string]: unknown;
            }[];
            /** @description Why plugins did what they did; of the last 24 hours */
            explanations: {
                [key: string]: unknown;
            }[];
            guildId: components["schemas"]["Snowflake"];
            /** @description Work to come that is about the member */
            jobs: {
                [key: string]: unknown;
            }[];
            memberId: components["schemas"]["Snowflake"];
            /** @description By plugin and collection, what names the member in a personal field */
            plugins: {
                [key: string]: {
                    [key: string]: {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
        Meta: {
            applicationId: components["schemas"]["Snowflake"] | null;
            /** @description The chat view of the simulated Discord; only in demo mode */
            chatUrl: string | null;
            docsUrl: string;
            /** @description Adds the bot to a guild, with the permissions that the installable plugins need */
            inviteUrl: string | null;
            /**
             * @description `demo`: Discord is simulated here, and nothing in it is real
             * @enum {string}
             */
            mode: "demo" | "discord";
            /** @description Started so that no plugin runs; everything else works as ever */
            safeMode: boolean;
            version: string;
        };
        /** @description Something of Discord; without a name, it is not there, or not any more */
        Named: {
            id: components["schemas"]["Snowflake"];
            name: string | null;
        };
        PageAction: {
            ask?: string[];
            body?: {
                [key: string]: unknown;
            };
            bodyFrom?: {
                [key: string]: string;
            };
            confirm?: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            danger?: boolean;
            done?: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            /** @enum {string} */
            icon?: "add" | "edit" | "delete" | "undo" | "check" | "close" | "play" | "pause" | "stop" | "repeat" | "open" | "hide" | "lock" | "copy" | "flag";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "action";
            params?: {
                [key: string]: string;
            };
            query?: {
                [key: string]: unknown;
            };
            queryFrom?: {
                [key: string]: string;
            };
            route: string;
            shows?: components["schemas"]["PageField"][];
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            undo?: components["schemas"]["PageCall"];
            value?: components["schemas"]["PageCall"];
            when?: {
                field: string;
                is?: (string | number | boolean | null)[];
                not?: (string | number | boolean | null)[];
            };
        };
        /** @description One part of a page, shown from top to bottom, as the manifest declares it */
        PageBlock: {
            /** @enum {string} */
            as?: "duration" | "date" | "countdown" | "member";
            before?: string;
            /** @enum {string} */
            better?: "more" | "less";
            /** @constant */
            kind: "stat";
            params?: {
                [key: string]: string;
            };
            query?: {
                [key: string]: unknown;
            };
            queryFrom?: {
                [key: string]: string;
            };
            refresh?: number;
            route: string;
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            tone?: string;
            unit?: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            value: string;
        } | {
            /** @constant */
            kind: "chart";
            params?: {
                [key: string]: string;
            };
            query?: {
                [key: string]: unknown;
            };
            queryFrom?: {
                [key: string]: string;
            };
            refresh?: number;
            route: string;
            /** @enum {string} */
            shape: "line" | "bar";
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            x: string;
            y: {
                field: string;
                title: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
            }[];
        } | {
            actions?: (components["schemas"]["PageAction"] | components["schemas"]["PageLink"])[];
            bulk?: {
                ask?: string[];
                body?: {
                    [key: string]: unknown;
                };
                confirm?: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
                danger?: boolean;
                /** @enum {string} */
                icon?: "add" | "edit" | "delete" | "undo" | "check" | "close" | "play" | "pause" | "stop" | "repeat" | "open" | "hide" | "lock" | "copy" | "flag";
                ids: string;
                /** @constant */
                kind: "bulk";
                route: string;
                title: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
            }[];
            columns: components["schemas"]["PageField"][];
            create?: components["schemas"]["PageAction"];
            detail?: {
                blocks: components["schemas"]["PageBlock"][];
                title: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
            };
            empty?: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            filters?: {
                /** @enum {string} */
                as?: "member" | "channel" | "role" | "since" | "until";
                options?: {
                    [key: string]: string | ({
                        en: string;
                    } & {
                        [key: string]: string;
                    });
                };
                query: string;
                title: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
            }[];
            id?: string;
            /** @constant */
            kind: "table";
            move?: {
                params?: {
                    [key: string]: string;
                };
                position: string;
                route: string;
            };
            params?: {
                [key: string]: string;
            };
            query?: {
                [key: string]: unknown;
            };
            queryFrom?: {
                [key: string]: string;
            };
            refresh?: number;
            route: string;
            search?: string;
            sort?: string;
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
        } | {
            ask?: string[];
            body?: {
                [key: string]: unknown;
            };
            bodyFrom?: {
                [key: string]: string;
            };
            done?: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            /** @constant */
            kind: "form";
            params?: {
                [key: string]: string;
            };
            route: string;
            submit: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            value?: components["schemas"]["PageCall"];
        } | {
            ask?: string[];
            body?: {
                [key: string]: unknown;
            };
            bodyFrom?: {
                [key: string]: string;
            };
            /** @constant */
            kind: "tester";
            params?: {
                [key: string]: string;
            };
            route: string;
            shows: components["schemas"]["PageField"][];
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            value?: components["schemas"]["PageCall"];
        } | {
            actions?: (components["schemas"]["PageAction"] | components["schemas"]["PageLink"])[];
            /** @constant */
            kind: "details";
            params?: {
                [key: string]: string;
            };
            query?: {
                [key: string]: unknown;
            };
            queryFrom?: {
                [key: string]: string;
            };
            refresh?: number;
            route: string;
            shows: components["schemas"]["PageField"][];
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
        } | {
            actor?: string;
            at: string;
            badge?: {
                badges: {
                    [key: string]: {
                        text?: string | ({
                            en: string;
                        } & {
                            [key: string]: string;
                        });
                        /** @enum {string} */
                        tone?: "neutral" | "accent" | "success" | "warning" | "danger";
                    };
                };
                field: string;
            };
            empty?: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            /** @constant */
            kind: "timeline";
            params?: {
                [key: string]: string;
            };
            query?: {
                [key: string]: unknown;
            };
            queryFrom?: {
                [key: string]: string;
            };
            refresh?: number;
            route: string;
            text: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
        } | {
            /** @constant */
            kind: "preview";
            message: string;
            params?: {
                [key: string]: string;
            };
            query?: {
                [key: string]: unknown;
            };
            queryFrom?: {
                [key: string]: string;
            };
            refresh?: number;
            route: string;
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
        } | {
            actions: (components["schemas"]["PageAction"] | components["schemas"]["PageLink"])[];
            /** @constant */
            kind: "actions";
            title?: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
        } | {
            blocks: components["schemas"]["PageBlock"][];
            /** @constant */
            kind: "section";
            text?: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
        } | {
            /** @constant */
            kind: "tabs";
            tabs: {
                blocks: components["schemas"]["PageBlock"][];
                title: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
            }[];
        } | {
            /** @constant */
            kind: "markdown";
            text: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
        };
        PageCall: {
            body?: {
                [key: string]: unknown;
            };
            bodyFrom?: {
                [key: string]: string;
            };
            params?: {
                [key: string]: string;
            };
            query?: {
                [key: string]: unknown;
            };
            queryFrom?: {
                [key: string]: string;
            };
            route: string;
        };
        PageField: {
            /** @enum {string} */
            as?: "text" | "member" | "channel" | "role" | "date" | "duration" | "countdown" | "badge" | "code" | "marked text" | "list" | "message";
            badges?: {
                [key: string]: {
                    text?: string | ({
                        en: string;
                    } & {
                        [key: string]: string;
                    });
                    /** @enum {string} */
                    tone?: "neutral" | "accent" | "success" | "warning" | "danger";
                };
            };
            columns?: {
                /** @enum {string} */
                as?: "text" | "member" | "channel" | "role" | "date" | "duration" | "countdown" | "badge" | "code" | "marked text" | "list" | "message";
                badges?: {
                    [key: string]: {
                        text?: string | ({
                            en: string;
                        } & {
                            [key: string]: string;
                        });
                        /** @enum {string} */
                        tone?: "neutral" | "accent" | "success" | "warning" | "danger";
                    };
                };
                field: string;
                text?: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
                title: string | ({
                    en: string;
                } & {
                    [key: string]: string;
                });
            }[];
            field: string;
            text?: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
        };
        PageLink: {
            /** @enum {string} */
            icon?: "add" | "edit" | "delete" | "undo" | "check" | "close" | "play" | "pause" | "stop" | "repeat" | "open" | "hide" | "lock" | "copy" | "flag";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "link";
            page: string;
            params?: {
                [key: string]: string;
            };
            title: string | ({
                en: string;
            } & {
                [key: string]: string;
            });
            when?: {
                field: string;
                is?: (string | number | boolean | null)[];
                not?: (string | number | boolean | null)[];
            };
        };
        /** @enum {string} */
        PaidPlan: "premium" | "enterprise";
        /** @description A plan that a guild has for a time */
        PlanGrant: {
            from: components["schemas"]["Timestamp"];
            grantedBy: components["schemas"]["Actor"];
            guildId: components["schemas"]["Snowflake"];
            id: string;
            plan: components["schemas"]["PaidPlan"];
            /** @description `null`: for the guild as a whole */
            pluginId: components["schemas"]["PluginId"] | null;
            reason: string;
            revokedAt: components["schemas"]["Timestamp"] | null;
            /** @enum {string} */
            source: "grant";
            /** @description `null`: without end */
            until: components["schemas"]["Timestamp"] | null;
        };
        Plugin: {
            /** @description Markdown */
            changelog: string | null;
            firstParty: boolean;
            id: components["schemas"]["PluginId"];
            /** @description Why an operator has switched the plugin off in every guild */
            killed: {
                at: components["schemas"]["Timestamp"];
                reason: string;
            } | null;
            manifest: components["schemas"]["Manifest"];
            /** @description What an admin consents to when installing */
            manifestHash: string;
            /** @description Markdown */
            readme: string | null;
            tier: components["schemas"]["Tier"];
            version: string;
            /** @description Every version held here, the newest first */
            versions: {
                hash: string;
                manifestHash: string;
                version: string;
            }[];
            /** @description Privileged intents that it asks for and this bot does not have */
            withheldIntents: string[];
        };
        /** @example leveling */
        PluginId: string;
        PluginPage: {
            access: components["schemas"]["AccessLevel"];
            blocks: components["schemas"]["PageBlock"][];
            /** @description The plugin's catalogues, for labels of forms */
            locales: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** @description Within the plugin, such as `/top` */
            path: string;
            pluginId: components["schemas"]["PluginId"];
            pluginName: components["schemas"]["LocalizedText"];
            /** @description What its blocks read and call, below `/guilds/{guildId}/plugins/{pluginId}` */
            routes: {
                /** @description JSON Schema */
                body: {
                    [key: string]: unknown;
                } | null;
                /** @enum {string} */
                method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                name: string;
                path: string;
                /** @description JSON Schema */
                query: {
                    [key: string]: unknown;
                };
            }[];
            title: components["schemas"]["LocalizedText"];
        };
        PluginSummary: {
            author: string | null;
            /** @enum {string} */
            category: "community" | "engagement" | "moderation" | "support" | "economy" | "fun" | "tools" | "analytics";
            description: components["schemas"]["LocalizedText"];
            firstParty: boolean;
            id: components["schemas"]["PluginId"];
            /** @description Why an operator has switched the plugin off in every guild */
            killed: {
                at: components["schemas"]["Timestamp"];
                reason: string;
            } | null;
            /** @description What an admin consents to when installing */
            manifestHash: string;
            name: components["schemas"]["LocalizedText"];
            permissions: string[];
            privilegedIntents: string[];
            tier: components["schemas"]["Tier"];
            version: string;
            /** @description Privileged intents that it asks for and this bot does not have */
            withheldIntents: string[];
        };
        /** @description RFC 9457, with texts in the language of the request */
        Problem: {
            /** @enum {string} */
            code: "invalid_request" | "invalid_cursor" | "plugin_refused" | "malformed_body" | "sign_in_state_invalid" | "not_signed_in" | "cross_site_request" | "guild_forbidden" | "administrator_required" | "operator_required" | "route_not_found" | "guild_not_found" | "plugin_not_found" | "not_installed" | "member_not_found" | "revision_not_found" | "version_not_found" | "dead_letter_not_found" | "scene_not_found" | "not_killed" | "plan_grant_not_found" | "page_not_found" | "method_not_allowed" | "already_installed" | "consent_outdated" | "consent_required" | "state_conflict" | "plugin_off" | "killed_by_operator" | "idempotency_in_flight" | "nothing_to_roll_back" | "dead_letter_not_replayable" | "version_in_use" | "comes_with_guildhall" | "plugin_id_taken" | "revision_mismatch" | "body_too_large" | "unsupported_media_type" | "config_invalid" | "idempotency_key_reused" | "settings_invalid" | "missing_permissions" | "missing_intent" | "requirement_missing" | "sdk_unsupported" | "plugin_broken" | "manifest_missing" | "manifest_invalid" | "entry_missing" | "link_refused" | "package_too_large" | "tarball_invalid" | "path_refused" | "native_refused" | "scripts_refused" | "integrity_mismatch" | "code_mismatch" | "registry_invalid" | "registry_version_not_found" | "precondition_required" | "too_many_requests" | "internal_error" | "plugin_failed" | "discord_unavailable" | "registry_unreachable" | "not_ready" | "plugin_resting" | "plugin_timeout";
            /** @description Why */
            detail: string;
            errors?: components["schemas"]["FieldError"][];
            /** @description A plugin's own code, with `plugin_refused` */
            pluginCode?: string;
            /** @description Finds a plugin's error under its problems and in the log */
            reference?: string;
            /** @description What to try */
            remedy: string;
            requestId: string;
            status: number;
            /** @description What failed */
            title: string;
            /** @description A URI reference that documents the code */
            type: string;
        };
        /** @description What led to the last rest of a plugin, without ids, names and words of anybody: roles, channels and members are numbered, of texts only the shape is left, and secrets of the configuration are never in it */
        ProblemScene: {
            at: components["schemas"]["Timestamp"];
            keptUntil: components["schemas"]["Timestamp"];
            /** @description Events that happened and can not be played */
            leftOut: number;
            pluginVersion: string;
            problem: {
                code: string;
                message: string;
                piece: string | null;
            };
            /** @description For `replayProblem` of `@guildhall/testing`; the content of `sceneFile` */
            scene: {
                [key: string]: unknown;
            };
            sceneFile: string;
            /** @description How much happened in it */
            steps: number;
            testFile: string;
            /** @description A test in TypeScript that plays the scene beside it */
            testText: string;
        };
        Readiness: {
            checks: {
                name: string;
                ok: boolean;
                reason: string | null;
            }[];
            /** @enum {string} */
            status: "ready" | "not_ready";
        };
        Role: {
            /** @description Below the bot's top role and not managed */
            assignable: boolean;
            color: number;
            id: components["schemas"]["Snowflake"];
            /** @description Belongs to an integration: nobody can give it */
            managed: boolean;
            name: string;
            /** @description Names of Discord's permissions, such as `SendMessages` */
            permissions: string[];
            position: number;
        };
        Session: {
            /** Format: date-time */
            expiresAt: string;
            /**
             * @description Discord's choice of the user, else the browser's
             * @enum {string}
             */
            locale: "en" | "fr";
            /** @description Owns the Discord application of this Guildhall */
            operator: boolean;
            user: {
                avatarUrl: string | null;
                id: components["schemas"]["Snowflake"];
                name: string;
            };
        };
        /** @description What a plugin would have done while it was tried in shadow */
        ShadowReport: {
            /** @description Most frequent first */
            actions: {
                /**
                 * @description What it would have done
                 * @example message.send
                 * @example role.give
                 */
                action: string;
                count: number;
                /** @description So many would fail */
                refused: number;
            }[];
            /** @description Where it would have written, most frequent first */
            channels: {
                channel: components["schemas"]["Named"];
                count: number;
            }[];
            /** @description At most 100, newest first */
            latest: components["schemas"]["CapturedWrite"][];
            /** @description Counted, and not kept: a report holds 2,000 */
            notKept: number;
            /** @description Commands, which members are not shown while it is in shadow */
            notTried: string[];
            /** @description What would have failed, most frequent first */
            refusals: {
                /**
                 * @description What it would have done
                 * @example message.send
                 * @example role.give
                 */
                action: string;
                count: number;
                /**
                 * @description Why it would have failed
                 * @example PERMISSION_MISSING
                 * @example HIERARCHY
                 */
                reason: string;
                why: string | null;
            }[];
            total: number;
        };
        /**
         * @description One of Discord's ids
         * @example 175928847299117063
         */
        Snowflake: string;
        /**
         * @description `inline`: in the bot process. `sandboxed`: in a locked process of its own
         * @enum {string}
         */
        Tier: "inline" | "sandboxed";
        /**
         * Format: date-time
         * @description UTC, with milliseconds
         */
        Timestamp: string;
        Update: {
            /** @description Only what is new */
            consent: {
                capabilities: {
                    id: string;
                    reason: components["schemas"]["LocalizedText"];
                }[];
                /** @description What of members could leave that could not before */
                dataLeaving: ("content" | "members")[];
                hosts: string[];
                intents: {
                    degraded?: components["schemas"]["LocalizedText"];
                    name: string;
                    reason: components["schemas"]["LocalizedText"];
                }[];
                /** @description Whether it asks for more than what was consented to */
                required: boolean;
            };
            from: string;
            /** @description Whether what members write reaches it now; `null` when that can not be chosen: it can send nothing away */
            sharesContent: boolean | null;
            /** @description Where it would run, when that changes */
            tier: {
                from: components["schemas"]["Tier"];
                to: components["schemas"]["Tier"];
            } | null;
            to: {
                /** @description Markdown: what lies between the two versions */
                changelog: string | null;
                hash: string;
                /** @description Send it back when consent is required */
                manifestHash: string;
                version: string;
            };
        };
        UpdateRequest: {
            /** @description Of what was shown; needed when the version asks for more */
            manifestHash?: string;
            /** @description Lets what members write reach it. When absent: as it was, and withheld when it could send more, or to others, than before */
            sharesContent?: boolean;
            /** @description The newest when absent */
            version?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    finishSignIn: {
        parameters: {
            query?: {
                code?: string;
                error?: string;
                error_description?: string;
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the dashboard */
            302: {
                headers: {
                    /** @description A page of the dashboard */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startSignIn: {
        parameters: {
            query?: {
                /** @description A path of the dashboard to come back to, `/` when absent */
                returnTo?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To Discord */
            302: {
                headers: {
                    /** @description Discord's authorisation page */
                    Location?: string;
                    /** @description The state of this sign-in */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    /** @description Takes the cookie away */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCapabilities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The capabilities */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Capability"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGuilds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The guilds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["GuildSummary"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `discord_unavailable` */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGuild: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The guild */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Guild"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description An action, or the first part of several: `config` finds `config.updated` */
                action?: string;
                /** @description The `nextCursor` of the answer before; the start when absent */
                cursor?: string;
                /** @description The earliest time */
                from?: string;
                /** @description How many at most */
                limit?: number;
                /** @description Before this time */
                to?: string;
                userId?: components["schemas"]["Snowflake"];
            };
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        /** @description Ask with it for what follows; `null` at the end */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid_request`, `invalid_cursor` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChannels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The channels */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Channel"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCommands: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The commands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Slash commands, of those that Discord takes for one guild */
                        budget: {
                            limit: number;
                            used: number;
                        };
                        /** @description Commands created today, of those that Discord allows a day */
                        creations: {
                            limit: number;
                            resetsAt: components["schemas"]["Timestamp"] | null;
                            used: number;
                        };
                        /** @description Why the last attempt failed, when it did */
                        error: string | null;
                        items: components["schemas"]["GuildCommand"][];
                        /** @description Entries of the menus on members and on messages */
                        menus: {
                            message: {
                                limit: number;
                                used: number;
                            };
                            user: {
                                limit: number;
                                used: number;
                            };
                        };
                        /** @description When Discord last took them */
                        syncedAt: components["schemas"]["Timestamp"] | null;
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEmojis: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The emojis */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Emoji"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `discord_unavailable` */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["LiveEvent"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExplanations: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the answer before; the start when absent */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /** @description Only what is about this member */
                memberId?: components["schemas"]["Snowflake"];
                /** @description Only what is about this message */
                messageId?: components["schemas"]["Snowflake"];
                /** @description Only of this handler, as Problems name it */
                piece?: string;
                pluginId?: components["schemas"]["PluginId"];
            };
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reasons */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Explanation"][];
                        /** @description Of whom and what they are about, as far as known */
                        names: {
                            channels: {
                                [key: string]: string;
                            };
                            members: {
                                [key: string]: string;
                            };
                            roles: {
                                [key: string]: string;
                            };
                        };
                        /** @description Ask with it for what follows; `null` at the end */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid_request`, `invalid_cursor` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    initializeGuild: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The guild */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Guild"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInstallations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The installations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Installation"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    installPlugin: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the answer of the first request */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstallRequest"];
            };
        };
        responses: {
            /** @description Installed and in effect */
            201: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    /** @description The installation */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description `invalid_request`, `malformed_body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_installed`, `consent_outdated`, `state_conflict`, `killed_by_operator`, `idempotency_in_flight` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `config_invalid`, `idempotency_key_reused`, `missing_permissions`, `missing_intent`, `requirement_missing`, `plugin_broken` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInstallation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The installation */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uninstallPlugin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Uninstalled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `state_conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `requirement_missing` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateInstallation: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstallationPatch"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description `invalid_request`, `malformed_body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `state_conflict`, `killed_by_operator` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision_mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `missing_permissions`, `missing_intent`, `requirement_missing`, `plugin_broken` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renameCommand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name in the manifest */
                command: string;
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandAlias"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description `invalid_request`, `malformed_body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `state_conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConfig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The configuration */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Config"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceConfig: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that the change is based on */
                "If-Match": string;
            };
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigInput"];
            };
        };
        responses: {
            /** @description In effect */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Config"];
                };
            };
            /** @description `invalid_request`, `malformed_body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `state_conflict`, `killed_by_operator` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision_mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `config_invalid`, `plugin_broken` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_required` */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConfigRevisions: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the answer before; the start when absent */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The revisions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ConfigRevision"][];
                        /** @description Ask with it for what follows; `null` at the end */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid_request`, `invalid_cursor` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreConfig: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that the change is based on */
                "If-Match": string;
            };
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The number of the older one */
                    revision: number;
                };
            };
        };
        responses: {
            /** @description In effect */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Config"];
                };
            };
            /** @description `invalid_request`, `malformed_body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed`, `revision_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `state_conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision_mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `config_invalid`, `plugin_broken` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_required` */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    validateConfig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigInput"];
            };
        };
        responses: {
            /** @description What is wrong with them, if anything */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        errors: components["schemas"]["FieldError"][];
                        valid: boolean;
                    };
                };
            };
            /** @description `invalid_request`, `malformed_body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `killed_by_operator` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plugin_broken` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmUpdate: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed`, `version_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `consent_outdated`, `consent_required`, `state_conflict`, `killed_by_operator`, `nothing_to_roll_back` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision_mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `config_invalid`, `missing_permissions`, `missing_intent`, `requirement_missing`, `sdk_unsupported`, `plugin_broken` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeadLetters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The letters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DeadLetter"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discardDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                letterId: string;
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Given up */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `not_installed`, `dead_letter_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                letterId: string;
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `not_installed`, `dead_letter_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dead_letter_not_replayable` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeLive: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `state_conflict`, `killed_by_operator` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision_mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `missing_permissions`, `missing_intent`, `requirement_missing`, `plugin_broken` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProblemScene: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scene */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemScene"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `not_installed`, `scene_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dismissProblem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
                problemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Dismissed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollbackInstallation: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed`, `version_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `consent_outdated`, `consent_required`, `state_conflict`, `killed_by_operator`, `nothing_to_roll_back` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision_mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `config_invalid`, `missing_permissions`, `missing_intent`, `requirement_missing`, `sdk_unsupported`, `plugin_broken` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getShadowReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowReport"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTransitions: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the answer before; the start when absent */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["InstallationTransition"][];
                        /** @description Ask with it for what follows; `null` at the end */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid_request`, `invalid_cursor` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `not_installed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewUpdate: {
        parameters: {
            query?: {
                /** @description The newest when absent */
                version?: string;
            };
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The update */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Update"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed`, `version_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    moveInstallation: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description `invalid_request`, `malformed_body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found`, `not_installed`, `version_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `consent_outdated`, `consent_required`, `state_conflict`, `killed_by_operator`, `nothing_to_roll_back` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision_mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `config_invalid`, `missing_permissions`, `missing_intent`, `requirement_missing`, `sdk_unsupported`, `plugin_broken` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchMembers: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: number;
                query?: string;
            };
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The members */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                /** @description One of Discord's ids */
                userId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `member_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportMemberData: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                /** @description One of Discord's ids */
                userId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The data */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberExport"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseMemberData: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                /** @description One of Discord's ids */
                userId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erased */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberErasure"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        guild: {
                            name: string;
                        };
                        items: components["schemas"]["PluginPage"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBlock: {
        parameters: {
            query: {
                /** @description Its place on the page, from 0; within another one `2.0` (a section, a drawer of a table), within tabs `2.1.0` */
                block: string;
                given?: string;
                /** @description Its path, such as `/top` */
                page: string;
            };
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it shows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockData"];
                };
            };
            /** @description `invalid_request`, `plugin_refused` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `route_not_found`, `guild_not_found`, `not_installed`, `page_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plugin_off` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`, `plugin_failed` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready`, `plugin_resting` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plugin_timeout` */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGuildPlans: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plans */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            features: {
                                included: boolean;
                                name: string;
                            }[];
                            /** @enum {string} */
                            plan: "free" | "premium" | "enterprise";
                            pluginId: components["schemas"]["PluginId"];
                            until: components["schemas"]["Timestamp"] | null;
                        }[];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The roles */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Role"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGuildSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuildSettings"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateGuildSettings: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that the change is based on */
                "If-Match": string;
            };
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GuildSettingsPatch"];
            };
        };
        responses: {
            /** @description The settings as they are now */
            200: {
                headers: {
                    /** @description The revision, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuildSettings"];
                };
            };
            /** @description `invalid_request`, `malformed_body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `guild_forbidden`, `administrator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision_mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `settings_invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_required` */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getIsolation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The isolation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Isolation"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            /** @description Its event loop is stalled */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
        };
    };
    getMeta: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description About this Guildhall */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meta"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    getGuildOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An OpenAPI 3.1 document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportMemberDataAsOperator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                /** @description One of Discord's ids */
                userId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The data */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberExport"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseMemberDataAsOperator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
                /** @description One of Discord's ids */
                userId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erased */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberErasure"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlanGrants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The grants */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PlanGrant"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grantPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the answer of the first request */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantPlanRequest"];
            };
        };
        responses: {
            /** @description In effect */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanGrant"];
                };
            };
            /** @description `invalid_request`, `malformed_body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `guild_not_found`, `plugin_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_flight` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                grantId: string;
                /** @description One of Discord's ids */
                guildId: components["schemas"]["Snowflake"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plan_grant_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKilledPlugins: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plugins */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["KilledPlugin"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    killPlugin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KillRequest"];
            };
        };
        responses: {
            /** @description Switched off */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KilledPlugin"];
                };
            };
            /** @description `invalid_request`, `malformed_body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plugin_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revivePlugin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It may run again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_killed` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHeldVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["HeldVersion"][];
                    };
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadPlugin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 2097152 bytes */
        requestBody: {
            content: {
                "application/gzip": string;
            };
        };
        responses: {
            /** @description It can be installed now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldVersion"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plugin_id_taken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plugin_broken`, `manifest_missing`, `manifest_invalid`, `entry_missing`, `link_refused`, `package_too_large`, `tarball_invalid`, `path_refused`, `native_refused`, `scripts_refused`, `integrity_mismatch`, `code_mismatch`, `registry_invalid`, `registry_version_not_found` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `registry_unreachable` */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeHeldVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hash: string;
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version_in_use`, `comes_with_guildhall` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trustVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hash: string;
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is trusted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldVersion"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `comes_with_guildhall` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    distrustVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hash: string;
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not trusted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldVersion"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `comes_with_guildhall` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `manifest_invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fetchPlugin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FetchPluginRequest"];
            };
        };
        responses: {
            /** @description It can be installed now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldVersion"];
                };
            };
            /** @description `invalid_request`, `malformed_body` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `operator_required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plugin_id_taken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plugin_broken`, `manifest_missing`, `manifest_invalid`, `entry_missing`, `link_refused`, `package_too_large`, `tarball_invalid`, `path_refused`, `native_refused`, `scripts_refused`, `integrity_mismatch`, `code_mismatch`, `registry_invalid`, `registry_version_not_found` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `registry_unreachable` */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlugins: {
        parameters: {
            query?: {
                category?: "community" | "engagement" | "moderation" | "support" | "economy" | "fun" | "tools" | "analytics";
                /** @description The `nextCursor` of the answer before; the start when absent */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /** @description Words of the name or description */
                query?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plugins */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PluginSummary"][];
                        /** @description Ask with it for what follows; `null` at the end */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid_request`, `invalid_cursor` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlugin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pluginId: components["schemas"]["PluginId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plugin */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plugin"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `plugin_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything works */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Not yet, or no longer; the checks say why */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `invalid_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_signed_in` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_ready` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
