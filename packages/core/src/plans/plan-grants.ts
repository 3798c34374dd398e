import { randomUUID } from 'node:crypto';
import type { Clock } from '@guildhall/sdk';
import type { Actor, AuditLog } from '../audit/types.ts';
import type { Database, PlanGrantDocument } from '../database/index.ts';
import { type CurrentPlan, includes, type PlanSource } from './plan-source.ts';

/** A grant as operators see it. */
export type PlanGrant = Omit<PlanGrantDocument, '_id' | 'applicationId'> & { readonly id: string };

export interface PlanGrantRequest {
  readonly guildId: string;
  readonly pluginId: string | null;
  readonly plan: PlanGrantDocument['plan'];
  readonly until: Date | null;
  readonly reason: string;
}

const keptMs = 30_000;

/**
 * Plans that operators grant, kept in the database.
 *
 * A plan begins and ends at once in the process where it is granted or taken back; in others within 30 seconds.
 */
export class PlanGrants implements PlanSource {
  readonly #database: Database;
  readonly #applicationId: string;
  readonly #clock: Clock;
  readonly #audit: AuditLog;
  /** The grants of guilds that were asked for lately, by real time. */
  readonly #kept = new Map<string, { readonly at: number; readonly grants: Promise<readonly PlanGrant[]> }>();

  constructor(options: { database: Database; applicationId: string; clock: Clock; audit: AuditLog }) {
    this.#database = options.database;
    this.#applicationId = options.applicationId;
    this.#clock = options.clock;
    this.#audit = options.audit;
  }

  async current(guildId: string, pluginId: string): Promise<CurrentPlan> {
    const now = this.#clock.now();
    const running = (await this.#recent(guildId)).filter(
      (grant) => isRunning(grant, now) && (grant.pluginId === null || grant.pluginId === pluginId),
    );
    // The best; of equal ones the one that lasts longest.
    const [best] = running.toSorted(
      (a, b) =>
        (a.plan === b.plan ? 0 : includes(a.plan, b.plan) ? -1 : 1) ||
        (b.until?.getTime() ?? Number.POSITIVE_INFINITY) - (a.until?.getTime() ?? Number.POSITIVE_INFINITY),
    );
    if (!best) return { name: 'free' };
    return { name: best.plan, ...(best.until === null ? {} : { until: best.until }) };
  }

  /** Newest first, those that have ended too. */
  async list(guildId: string): Promise<readonly PlanGrant[]> {
    const found = await this.#database.models.PlanGrant.find({ guildId, applicationId: this.#applicationId })
      .sort({ from: -1, _id: 1 })
      .limit(100)
      .lean<PlanGrantDocument[]>();
    return found.map(viewGrant);
  }

  async grant(request: PlanGrantRequest, grantedBy: Actor): Promise<PlanGrant> {
    const { guildId, pluginId, plan, until, reason } = request;
    const document: PlanGrantDocument = {
      _id: randomUUID(),
      applicationId: this.#applicationId,
      guildId,
      pluginId,
      plan,
      source: 'grant',
      reason,
      grantedBy,
      from: new Date(this.#clock.now()),
      until,
      revokedAt: null,
    };
    await this.#database.models.PlanGrant.create([document], { w: 'majority', j: true });
    this.#kept.delete(guildId);
    await this.#audit.record({
      guildId,
      actor: grantedBy,
      action: 'plan.granted',
      ...(pluginId === null ? {} : { target: pluginId }),
      after: { plan, until, reason },
    });
    return viewGrant(document);
  }

  /** @returns whether there was such a grant that had not been taken back */
  async revoke(guildId: string, id: string, actor: Actor): Promise<boolean> {
    const found = await this.#database.models.PlanGrant.findOneAndUpdate(
      { _id: id, guildId, applicationId: this.#applicationId, revokedAt: null },
      { $set: { revokedAt: new Date(this.#clock.now()) } },
      { returnDocument: 'after' },
    ).lean<PlanGrantDocument>();
    if (!found) return false;
    this.#kept.delete(guildId);
    await this.#audit.record({
      guildId,
      actor,
      action: 'plan.revoked',
      ...(found.pluginId === null ? {} : { target: found.pluginId }),
      before: { plan: found.plan, until: found.until },
    });
    return true;
  }

  #recent(guildId: string): Promise<readonly PlanGrant[]> {
    const now = Date.now();
    const kept = this.#kept.get(guildId);
    if (kept && now - kept.at < keptMs) return kept.grants;
    for (const [id, { at }] of this.#kept) {
      // Insertion order is order of age.
      if (now - at < keptMs) break;
      this.#kept.delete(id);
    }
    const asked = { at: now, grants: this.list(guildId) };
    this.#kept.delete(guildId);
    this.#kept.set(guildId, asked);
    asked.grants.catch(() => {
      if (this.#kept.get(guildId) === asked) this.#kept.delete(guildId);
    });
    return asked.grants;
  }
}

function isRunning({ from, until, revokedAt }: PlanGrant, now: number): boolean {
  return from.getTime() <= now && revokedAt === null && (until === null || until.getTime() > now);
}

function viewGrant(document: PlanGrantDocument): PlanGrant {
  const { _id: id, applicationId: _, ...grant } = document;
  return { id, ...grant };
}
