export { z } from 'zod';
export type { ActedOn, Acting, Obstacle } from './access.ts';
export { asRefusal } from './as-refusal.ts';
export type { CapabilityId } from './capabilities.ts';
export type { Clock, Duration } from './clock.ts';
export type {
  Answering,
  CommandContext,
  ComponentContext,
  ConfigPlace,
  Context,
  GuildDiscord,
  Jobs,
  Logger,
  ModalContext,
  OutgoingMessage,
  ResolvedChannel,
  ResolvedMember,
  ResolvedRole,
  ResolvedUser,
  SendOptions,
  Shape,
  SuggestContext,
  TextParameters,
} from './context.ts';
export type {
  AnyPluginDeclaration,
  CommandContextOf,
  ConfigDeclaration,
  ConfigIssue,
  ContextOf,
  IntentReason,
  Plugin,
  PluginCategory,
  PluginContract,
  PluginDeclaration,
  PrivilegedIntent,
} from './contract.ts';
export type {
  Collection,
  CollectionDeclaration,
  Cursor,
  Filter,
  FilterOperators,
  Row,
  Update,
} from './data.ts';
export { definePlugin } from './define-plugin.ts';
export { formatMistake, type Mistake, PluginDefinitionError } from './definition/mistake.ts';
export { parseDuration } from './duration.ts';
export {
  CustomIdError,
  DiscordRefusal,
  DuplicateKeyError,
  DurationError,
  FetchRefusal,
  type FetchRefusalCode,
  ImageError,
  PluginProblem,
  RouteError,
  type RouteRefusal,
  SdkError,
  ServiceError,
  type ServiceErrorCode,
} from './errors.ts';
export type { ExplainSubject } from './explain.ts';
export {
  type Contribution,
  defineExtensionPoint,
  type ExtensionPoint,
} from './extension-point.ts';
export { type FetchRequest, type FetchResponse, jsonOf, textOf } from './fetch.ts';
export * from './fields/index.ts';
export { escapeXml, type Images, type SvgOptions } from './images.ts';
export { localize, renderTemplate } from './locales/index.ts';
export type { Locale, LocaleCatalogue, LocalizedText } from './localized.ts';
export type { ActionIcon, ManifestBadge, ShownAs, Tone } from './manifest/block-types.ts';
export { OneAtATime } from './one-at-a-time.ts';
export type { PermissionName } from './permissions.ts';
export { type Blocks, block } from './pieces/block.ts';
export type {
  Action,
  ActionLook,
  Block,
  Bulk,
  BulkLook,
  BulkResults,
  Call,
  CallLook,
  ChartLook,
  Condition,
  DetailsLook,
  FilterLook,
  FormLook,
  Key,
  Link,
  LinkLook,
  Move,
  PreviewLook,
  RowOf,
  Shown,
  StatLook,
  TableLook,
  TesterLook,
  TimelineLook,
} from './pieces/block-types.ts';
export type { ContributionPiece, ExtensionPointPiece, HearPiece } from './pieces/extension-types.ts';
export { type LinkButtonComponent, linkButton } from './pieces/link-button.ts';
export type {
  MenuPiece,
  MessageCommandContext,
  MessageCommandDeclaration,
  MessageCommandPiece,
  MessageMenuContext,
  MessageMenuDeclaration,
  ResolvedMessage,
  UserMenuContext,
  UserMenuDeclaration,
  WrittenArguments,
} from './pieces/menu-types.ts';
export type { PageDeclaration, PagePiece } from './pieces/page-types.ts';
export type { PageShown, PagesDeclaration, PagesPiece } from './pieces/pages-types.ts';
export type {
  AccessLevel,
  PathNames,
  PathSchema,
  PlainPath,
  RouteContext,
  RouteDeclaration,
  RouteMethod,
  RoutePiece,
  RouteRequest,
  RouteSignature,
} from './pieces/route-types.ts';
export type { SapphireClass, SapphirePiece, SapphireStore } from './pieces/sapphire-types.ts';
export type {
  Chosen,
  SelectComponent,
  SelectDeclaration,
  SelectKind,
  SelectLook,
  SelectOption,
  SelectPiece,
} from './pieces/select-types.ts';
export type {
  ButtonComponent,
  ButtonLook,
  ButtonPiece,
  ButtonStyle,
  CommandGroup,
  CommandPiece,
  DefaultPermissions,
  EventPiece,
  GivenOptions,
  Handled,
  JobPiece,
  JobSchedule,
  LifecyclePiece,
  ModalDeclaration,
  ModalField,
  ModalPiece,
  ModalValue,
  OfferPiece,
  OptionValue,
  OptionValues,
  ParameterInputs,
  Parameters,
  ParameterValues,
  Piece,
  RawEventPiece,
  RawPayload,
  RunnableCommand,
  SubcommandPiece,
  Suggestion,
  TopCommand,
} from './pieces/types.ts';
export type {
  Accumulator,
  AccumulatorOperator,
  Expression,
  ExpressionOperator,
  LookupStage,
  Pipeline,
  PipelineFilter,
  Results,
  Stage,
} from './pipeline.ts';
export type { GuildPlan, PlanName, PremiumFeature } from './plan.ts';
export { defineEvents, type PluginEvents } from './plugin-events.ts';
export {
  defineService,
  type OfferDeclaration,
  type OptionalService,
  optional,
  type Service,
  type ServiceClient,
} from './service.ts';
