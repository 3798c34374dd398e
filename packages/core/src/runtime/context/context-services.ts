import type { Clock, Logger } from '@guildhall/sdk';
import type { AuditLog } from '../../audit/types.ts';
import type { Database } from '../../database/index.ts';
import { asCore, type Bot, type CallOwner, currentOwner, type RefusalReason } from '../../discord/index.ts';
import { type Asker, Egress, type Internet } from '../../egress/index.ts';
import { ExplanationBook, explainWrite } from '../../explanations/index.ts';
import { ImageStudio } from '../../images/index.ts';
import { PlanGrants } from '../../plans/index.ts';
import type { HostMetrics } from '../metrics.ts';
import type { ProblemBook } from '../problem-book.ts';
import { AuditNews } from './audit-news.ts';

/** What the host does for plugins in their place. */
export interface ContextServices {
  readonly images: ImageStudio;
  readonly egress: Egress;
  readonly explanations: ExplanationBook;
  readonly plans: PlanGrants;
  /** From now on, what plugins write to Discord is explained. @returns the undo */
  watch(versionOf: (guildId: string, pluginId: string) => string | undefined): () => void;
  /** Resolves when nothing of theirs is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface ContextServicesOptions {
  readonly bot: Bot;
  readonly database: Database;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: HostMetrics;
  readonly problems: ProblemBook;
  /** What is outside; tests give their own. */
  readonly internet?: Internet | undefined;
}

export function createContextServices(options: ContextServicesOptions): ContextServices {
  const { bot, database, audit, clock, logger, metrics, problems } = options;
  const { applicationId } = bot;
  const writing = new Set<Promise<void>>();
  const inBackground = (what: string, work: () => Promise<void>): void => {
    const done = asCore(work)
      .catch((error: unknown) => logger.error(`${what} failed`, { error: String(error) }))
      .finally(() => writing.delete(done));
    writing.add(done);
  };

  const news = new AuditNews(clock);
  const note = (
    { guildId, pluginId }: Pick<CallOwner, 'guildId' | 'pluginId'>,
    action: string,
    target: string,
    after: Readonly<Record<string, unknown>>,
  ): void => {
    const verdict = news.judge({ guildId, pluginId }, [action, target, after.code].join(' '));
    if (verdict === 'known') return;
    const details = { ...after, ...(verdict === 'last' ? { moreIsNotRecorded: true } : {}) };
    inBackground(`auditing ${action}`, () =>
      audit.record({
        guildId,
        actor: { kind: 'plugin', pluginId },
        action,
        target,
        ...(Object.keys(details).length > 0 ? { after: details } : {}),
      }),
    );
  };
  const asked = ({ pluginId, guildId }: Asker, host: string, outcome: string): void => {
    metrics.fetched(pluginId, host, outcome);
    const isRefusal = outcome.startsWith('FETCH_');
    // That a service is slow or a budget is spent is no matter of trust; who was asked, and what was tried, is.
    if (isRefusal && !trustMatters.has(outcome)) return;
    note(
      { guildId, pluginId },
      isRefusal ? 'network.refused' : 'network.asked',
      host || pluginId,
      isRefusal ? { code: outcome } : {},
    );
  };

  const images = new ImageStudio();
  const explanations = new ExplanationBook({ database, applicationId, clock, logger });
  return {
    images,
    explanations,
    plans: new PlanGrants({ database, applicationId, clock, audit }),
    egress: new Egress(
      {
        asked,
        captured({ guildId, pluginId }, method, { host, pathname }) {
          const cause = currentOwner()?.cause;
          bot.broker.onCapture?.({
            guildId,
            pluginId,
            method,
            path: pathname,
            action: 'network.send',
            // Queries and bodies may hold secrets, and the report needs neither.
            text: `${method} https://${host}${pathname}`.slice(0, 300),
            ...(cause && { piece: cause.piece, event: cause.event }),
          });
        },
        budgetSpent: ({ guildId, pluginId }, refusal) =>
          inBackground('reporting a spent budget', () =>
            problems.record(guildId, pluginId, {
              code: 'FETCH_BUDGET_SPENT',
              message: refusal.message,
              remedy: 'What it wanted to ask after that was not asked. Tell its author if it goes on.',
            }),
          ),
      },
      options.internet,
    ),
    watch(versionOf) {
      bot.broker.onWrite = (write) => {
        const { guildId, pluginId } = write.owner;
        const explanation = explainWrite(write, versionOf(guildId, pluginId) ?? '');
        if (explanation) explanations.keep(explanation);
      };
      bot.broker.onRefusal = ({ owner, route, reason }) => {
        if (overreaching.has(reason)) note(owner, 'discord.refused', route.slice(0, 120), { code: reason });
      };
      return () => {
        bot.broker.onWrite = undefined;
        bot.broker.onRefusal = undefined;
      };
    },
    async idle() {
      while (writing.size > 0) await Promise.all(writing);
      await explanations.flush();
    },
    async close() {
      await this.idle();
      await images.close();
    },
  };
}

const trustMatters = new Set([
  'FETCH_HOST_UNDECLARED',
  'FETCH_ADDRESS',
  'FETCH_REDIRECT',
  'FETCH_URL',
  'FETCH_HEADER',
]);

/** What a plugin may not do at all; what the bot may not do at this moment is no matter of trust. */
const overreaching = new Set<RefusalReason>([
  'ROUTE_UNKNOWN',
  'CAPABILITY_MISSING',
  'FOREIGN_GUILD',
  'TARGET_UNKNOWN',
  'BUDGET_SPENT',
  'INVALID_BUDGET_SPENT',
]);
