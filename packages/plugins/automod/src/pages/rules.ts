import { block } from '@guildhall/sdk';
import { automod } from '../contract.ts';
import { listPresets, usePreset } from '../routes/presets.ts';
import {
  createRuleRoute,
  deleteRuleRoute,
  listRules,
  readRule,
  saveRuleRoute,
  switchRule,
} from '../routes/rules.ts';
import { replayRoute, testRoute } from '../routes/trials.ts';

const states = {
  on: { text: { en: 'On', fr: 'Active' }, tone: 'success' },
  off: { text: { en: 'Off', fr: 'Inactive' }, tone: 'neutral' },
  dryRun: { text: { en: 'On trial', fr: 'À l’essai' }, tone: 'accent' },
  slow: { text: { en: 'Off: too slow', fr: 'Inactive : trop lente' }, tone: 'danger' },
} as const;

const switchTo = (
  state: 'on' | 'off' | 'dryRun',
  title: { en: string; fr: string },
  icon: 'play' | 'pause' | 'check',
) =>
  block.action(switchRule, {
    title,
    icon,
    params: { id: 'id' },
    body: { state },
    when: { field: 'state', not: state },
  });

export const rulesPage = automod.page('/rules', {
  title: { en: 'Rules', fr: 'Règles' },
  access: 'manager',
  blocks: [
    block.tester(testRoute, {
      title: { en: 'Try a text', fr: 'Essayer un texte' },
      ask: ['text', 'userId', 'channelId'],
      shows: [
        {
          field: 'verdict',
          title: { en: 'Outcome', fr: 'Résultat' },
          as: 'badge',
          badges: {
            calm: { text: { en: 'No rule would act', fr: 'Aucune règle n’agirait' }, tone: 'success' },
            acts: { text: { en: 'A rule would act', fr: 'Une règle agirait' }, tone: 'danger' },
            dryRun: {
              text: { en: 'Only a rule on trial fired', fr: 'Seule une règle à l’essai' },
              tone: 'accent',
            },
            exempt: {
              text: { en: 'Left out by the settings', fr: 'Exclu par les réglages' },
              tone: 'neutral',
            },
          },
        },
        {
          field: 'fired',
          title: { en: 'Rules that fired', fr: 'Règles déclenchées' },
          as: 'list',
          columns: [
            { field: 'rule', title: { en: 'Rule', fr: 'Règle' } },
            { field: 'reason', title: { en: 'Found', fr: 'Trouvé' } },
            { field: 'actions', title: { en: 'Would do', fr: 'Ferait' } },
          ],
        },
        { field: 'folded', title: { en: 'As rules read it', fr: 'Ce que les règles lisent' }, as: 'code' },
        {
          field: 'skeleton',
          title: { en: 'Its skeleton, for loose words', fr: 'Son squelette' },
          as: 'code',
        },
      ],
    }),
    block.table(listRules, {
      title: { en: 'Rules, the most important first', fr: 'Règles, les plus importantes d’abord' },
      columns: [
        { field: 'name', title: { en: 'Rule', fr: 'Règle' } },
        { field: 'state', title: { en: 'State', fr: 'État' }, as: 'badge', badges: states },
        { field: 'triggers', title: { en: 'Looks for', fr: 'Cherche' } },
        { field: 'actions', title: { en: 'Does', fr: 'Fait' } },
        { field: 'hits', title: { en: 'Hits, 30 days', fr: 'Constats, 30 jours' } },
        { field: 'falsePositives', title: { en: 'False', fr: 'Faux' } },
        { field: 'priority', title: { en: 'Priority', fr: 'Priorité' } },
      ],
      create: block.action(createRuleRoute, {
        title: { en: 'New rule', fr: 'Nouvelle règle' },
        icon: 'add',
        ask: true,
        done: { en: '“{name}” is made', fr: '« {name} » est créée' },
      }),
      actions: [
        block.action(saveRuleRoute, {
          title: { en: 'Edit', fr: 'Modifier' },
          icon: 'edit',
          params: { id: 'id' },
          bodyFrom: { revision: 'revision' },
          ask: [
            'name',
            'enabled',
            'dryRun',
            'priority',
            'scope',
            'triggers',
            'conditions',
            'actions',
            'cooldown',
            'exemptRoles',
            'exemptChannels',
          ],
          value: block.call(readRule, { params: { id: 'id' } }),
          done: { en: '“{name}” is saved', fr: '« {name} » est enregistrée' },
        }),
        block.action(replayRoute, {
          title: { en: 'Replay', fr: 'Rejouer' },
          icon: 'repeat',
          params: { id: 'id' },
          ask: ['channelId', 'count'],
          shows: [
            { field: 'read', title: { en: 'Messages read', fr: 'Messages lus' } },
            { field: 'found', title: { en: 'It would have acted', fr: 'Elle aurait agi' } },
            {
              field: 'hits',
              title: { en: 'On', fr: 'Sur' },
              as: 'list',
              columns: [
                { field: 'userId', title: { en: 'Member', fr: 'Membre' }, as: 'member' },
                { field: 'at', title: { en: 'When', fr: 'Quand' }, as: 'date' },
                { field: 'reason', title: { en: 'Found', fr: 'Trouvé' } },
                { field: 'text', title: { en: 'Text', fr: 'Texte' } },
              ],
            },
          ],
        }),
        switchTo('on', { en: 'Switch on', fr: 'Activer' }, 'play'),
        switchTo('dryRun', { en: 'Try out', fr: 'Mettre à l’essai' }, 'check'),
        switchTo('off', { en: 'Switch off', fr: 'Désactiver' }, 'pause'),
        block.action(deleteRuleRoute, {
          title: { en: 'Delete', fr: 'Supprimer' },
          icon: 'delete',
          danger: true,
          params: { id: 'id' },
          confirm: { en: 'Delete the rule “{name}”?', fr: 'Supprimer la règle « {name} » ?' },
          done: { en: '“{name}” is deleted', fr: '« {name} » est supprimée' },
          undo: block.call(createRuleRoute, {
            bodyFrom: {
              name: 'name',
              enabled: 'enabled',
              dryRun: 'dryRun',
              priority: 'priority',
              scope: 'scope',
              triggers: 'triggers',
              conditions: 'conditions',
              actions: 'actions',
              cooldown: 'cooldown',
              exemptRoles: 'exemptRoles',
              exemptChannels: 'exemptChannels',
            },
          }),
        }),
      ],
      empty: {
        en: 'There are no rules yet. Take a preset below, or make one.',
        fr: 'Il n’y a pas encore de règle. Prenez un modèle ci-dessous, ou créez-en une.',
      },
    }),
    block.table(listPresets, {
      title: { en: 'Presets', fr: 'Modèles' },
      columns: [
        { field: 'name', title: { en: 'Preset', fr: 'Modèle' } },
        { field: 'rules', title: { en: 'Rules', fr: 'Règles' } },
      ],
      actions: [
        block.action(usePreset, {
          title: { en: 'Add', fr: 'Ajouter' },
          icon: 'add',
          params: { id: 'id' },
          body: { dryRun: false },
          done: { en: 'Rules made: {made}', fr: 'Règles créées : {made}' },
        }),
        block.action(usePreset, {
          title: { en: 'Add on trial', fr: 'Ajouter à l’essai' },
          icon: 'check',
          params: { id: 'id' },
          body: { dryRun: true },
          done: { en: 'Rules made: {made}', fr: 'Règles créées : {made}' },
        }),
      ],
    }),
  ],
});
