import { type Context, type Contribution, type ExtensionPoint, ServiceError } from '@guildhall/sdk';
import { type ContributionPiece, pointId } from '@guildhall/sdk/host';
import { asPlugin } from '../../discord/index.ts';
import type { LiveInstallation } from '../live-installation.ts';

/** Runs a contributor's handler in its own name, counted and rested like its other handlers. */
export type RunContribution = (
  contributor: LiveInstallation,
  piece: ContributionPiece,
  input: unknown,
) => Promise<unknown>;

/**
 * What the enabled plugins of a guild contribute to a point, in the order of their installation.
 *
 * @throws `TypeError` when the point is not one that the asking plugin has
 */
export function contributionsTo(
  asking: LiveInstallation,
  point: ExtensionPoint,
  others: readonly LiveInstallation[],
  run: RunContribution,
): readonly Contribution[] {
  const id = pointId(point);
  if (point.plugin !== asking.pluginId || !asking.pieces.extensionPoints.has(point.name)) {
    throw new TypeError(
      `${asking.pluginId} has no extension point "${id}". Pass extensionPoint(…) of it to build.`,
    );
  }
  return [...others]
    .sort((a, b) => a.installedAt - b.installedAt || (a.pluginId < b.pluginId ? -1 : 1))
    .flatMap((live) =>
      live.pieces.contributions
        .filter((piece) => pointId(piece.point) === id)
        .map((piece) => ({
          pluginId: live.pluginId,
          name: piece.contribution,
          title: piece.title,
          call: (input: unknown) => run(live, piece, input) as Promise<never>,
        })),
    );
}

/** Validates at the contributor's border, by its own copy of the point: both sides may be of different versions. */
export async function callContribution(
  contributor: LiveInstallation,
  piece: ContributionPiece,
  input: unknown,
  context: () => Context,
): Promise<unknown> {
  const given = await piece.point.input.safeParseAsync(input);
  if (!given.success) {
    throw new ServiceError(
      'SERVICE_INPUT_INVALID',
      `${contributor.pluginId}, ${piece.name} refuses this input: ${given.error.message}`,
    );
  }
  const result = await asPlugin(contributor.owner, () => piece.run(context(), given.data as never));
  const checked = await piece.point.output.safeParseAsync(result);
  if (!checked.success) {
    throw new ServiceError(
      'SERVICE_OUTPUT_INVALID',
      `${contributor.pluginId}, ${piece.name} answered what it did not declare: ${checked.error.message}`,
    );
  }
  return checked.data;
}
