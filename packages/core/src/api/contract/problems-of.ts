import { type ProblemCode, problemCodes } from './problem-codes.ts';
import { isGuildScope, type RouteContract } from './route-contract.ts';

/** Every problem that an operation can answer with: its own and those that follow from its shape. */
export function problemsOf(contract: RouteContract): readonly ProblemCode[] {
  if (contract.atRoot && contract.access === 'anyone') return [];
  const codes = new Set<ProblemCode>(['too_many_requests', 'internal_error', 'not_ready', 'invalid_request']);
  if (contract.body) {
    for (const code of ['malformed_body', 'body_too_large', 'unsupported_media_type'] as const)
      codes.add(code);
  }
  if (contract.upload) codes.add('body_too_large').add('unsupported_media_type');
  if (contract.method !== 'get') codes.add('cross_site_request');
  if (contract.access !== 'anyone') codes.add('not_signed_in');
  if (contract.access === 'operator') codes.add('operator_required');
  if (isGuildScope(contract.access)) codes.add('guild_forbidden').add('guild_not_found');
  if (contract.ifMatch) codes.add('revision_mismatch');
  if (contract.ifMatch === 'required') codes.add('precondition_required');
  if (contract.idempotent) codes.add('idempotency_in_flight').add('idempotency_key_reused');
  for (const code of contract.errors ?? []) codes.add(code);
  return problemCodes.filter((code) => codes.has(code));
}
