import type {
  ButtonPiece,
  CommandPiece,
  ContributionPiece,
  EventPiece,
  ExtensionPointPiece,
  HearPiece,
  JobPiece,
  LifecyclePiece,
  MenuPiece,
  MessageCommandPiece,
  ModalPiece,
  OfferPiece,
  Plugin,
  RawEventPiece,
  RoutePiece,
  SapphirePiece,
  SelectPiece,
} from '@guildhall/sdk/host';
import { RouteTable } from './routes/index.ts';

/** A plugin's pieces by kind and name, as the host looks them up. */
export interface PieceIndex {
  readonly commands: ReadonlyMap<string, CommandPiece>;
  readonly buttons: ReadonlyMap<string, ButtonPiece>;
  readonly selects: ReadonlyMap<string, SelectPiece>;
  readonly userMenus: ReadonlyMap<string, MenuPiece>;
  readonly messageMenus: ReadonlyMap<string, MenuPiece>;
  readonly extensionPoints: ReadonlyMap<string, ExtensionPointPiece>;
  readonly contributions: readonly ContributionPiece[];
  readonly messageCommands: readonly MessageCommandPiece[];
  readonly hear: readonly HearPiece[];
  readonly modals: ReadonlyMap<string, ModalPiece>;
  readonly jobs: ReadonlyMap<string, JobPiece>;
  readonly offers: ReadonlyMap<string, OfferPiece>;
  readonly routes: RouteTable;
  readonly on: readonly EventPiece[];
  readonly onRaw: readonly RawEventPiece[];
  readonly setup: readonly LifecyclePiece[];
  readonly teardown: readonly LifecyclePiece[];
  readonly sapphire: readonly SapphirePiece[];
}

const known = new WeakMap<Plugin, PieceIndex>();

/** One index a plugin version, however many guilds have it. */
export function indexPieces(plugin: Plugin): PieceIndex {
  const existing = known.get(plugin);
  if (existing) return existing;
  const named = <T extends { readonly name: string }>(kind: string) =>
    new Map(
      plugin.pieces
        .filter((piece) => piece.kind === kind)
        .map((piece) => [piece.name, piece as unknown as T]),
    );
  const all = <T>(kind: string) => plugin.pieces.filter((piece) => piece.kind === kind) as unknown as T[];
  const index: PieceIndex = {
    commands: named('command'),
    buttons: named('button'),
    selects: named('select'),
    userMenus: named('userMenu'),
    messageMenus: named('messageMenu'),
    extensionPoints: named('extensionPoint'),
    contributions: all('contribution'),
    messageCommands: all('messageCommand'),
    hear: all('hear'),
    modals: named('modal'),
    jobs: named('job'),
    offers: named('offer'),
    routes: new RouteTable(all<RoutePiece>('route')),
    on: all('on'),
    onRaw: all('onRaw'),
    setup: all('setup'),
    teardown: all('teardown'),
    sapphire: all('sapphire'),
  };
  known.set(plugin, index);
  return index;
}
