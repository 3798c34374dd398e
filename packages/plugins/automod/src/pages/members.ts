import { block } from '@guildhall/sdk';
import { automod } from '../contract.ts';
import {
  forgiveRoute,
  listHeat,
  listNukes,
  listQuarantine,
  readAntiNuke,
  releaseRoute,
  saveAntiNukeRoute,
} from '../routes/members.ts';
import { listNative, syncNativeRoute } from '../routes/native.ts';

export const heatPage = automod.page('/heat', {
  title: { en: 'Heat and quarantine', fr: 'Chaleur et quarantaine' },
  access: 'manager',
  blocks: [
    block.table(listHeat, {
      title: { en: 'Members with strikes', fr: 'Membres avec des rappels' },
      id: 'userId',
      columns: [
        { field: 'userId', title: { en: 'Member', fr: 'Membre' }, as: 'member' },
        { field: 'strikes', title: { en: 'Strikes', fr: 'Rappels' } },
        { field: 'heat', title: { en: 'Heat now', fr: 'Chaleur' } },
        { field: 'at', title: { en: 'Last', fr: 'Dernier' }, as: 'date' },
      ],
      actions: [
        block.action(forgiveRoute, {
          title: { en: 'Forgive', fr: 'Pardonner' },
          icon: 'undo',
          params: { userId: 'userId' },
          confirm: { en: 'Forget this member’s strikes?', fr: 'Oublier les rappels de ce membre ?' },
        }),
      ],
      empty: {
        en: 'Nobody has strikes. They last a day.',
        fr: 'Personne n’a de rappels. Ils durent un jour.',
      },
    }),
    block.table(listQuarantine, {
      title: { en: 'In quarantine', fr: 'Isolés' },
      id: 'userId',
      columns: [
        { field: 'userId', title: { en: 'Member', fr: 'Membre' }, as: 'member' },
        { field: 'at', title: { en: 'Since', fr: 'Depuis' }, as: 'date' },
        { field: 'reason', title: { en: 'Why', fr: 'Pourquoi' } },
        { field: 'roles', title: { en: 'Roles kept', fr: 'Rôles gardés' } },
      ],
      actions: [
        block.action(releaseRoute, {
          title: { en: 'Release', fr: 'Libérer' },
          icon: 'undo',
          params: { userId: 'userId' },
          confirm: {
            en: 'Release this member, and give their roles back?',
            fr: 'Libérer ce membre et lui rendre ses rôles ?',
          },
          done: {
            en: 'Released; roles that could not be given: {missing}',
            fr: 'Libéré ; rôles non rendus : {missing}',
          },
        }),
      ],
      empty: { en: 'Nobody is in quarantine.', fr: 'Personne n’est isolé.' },
    }),
  ],
});

export const antiNukePage = automod.page('/anti-nuke', {
  title: { en: 'Anti-nuke', fr: 'Anti-sabotage' },
  access: 'manager',
  blocks: [
    block.markdown({
      en: 'Whoever deletes channels, bans or changes roles too quickly loses their roles at once, and what they deleted is made again as far as Discord’s audit log tells what it was: messages, and who had a role, are lost. **Only the server’s owner changes what is below.**',
      fr: 'Qui supprime des salons, bannit ou modifie des rôles trop vite perd aussitôt ses rôles, et ce qui a été supprimé est recréé autant que le journal d’audit de Discord le permet : les messages, et qui avait un rôle, sont perdus. **Seul le propriétaire du serveur modifie ce qui suit.**',
    }),
    block.form(saveAntiNukeRoute, {
      title: { en: 'Limits and trusted members', fr: 'Limites et personnes de confiance' },
      submit: { en: 'Save', fr: 'Enregistrer' },
      done: { en: 'Saved', fr: 'Enregistré' },
      ask: true,
      value: block.call(readAntiNuke, {}),
    }),
    block.table(listNukes, {
      title: { en: 'What happened', fr: 'Ce qui s’est passé' },
      columns: [
        { field: 'at', title: { en: 'When', fr: 'Quand' }, as: 'date' },
        { field: 'actorId', title: { en: 'Who', fr: 'Qui' }, as: 'member' },
        { field: 'kind', title: { en: 'What', fr: 'Quoi' } },
        { field: 'count', title: { en: 'How often', fr: 'Combien' } },
        {
          field: 'outcome',
          title: { en: 'Outcome', fr: 'Suite' },
          as: 'badge',
          badges: {
            found: { text: { en: 'Noticed', fr: 'Remarqué' }, tone: 'warning' },
            stopped: { text: { en: 'Stopped', fr: 'Arrêté' }, tone: 'success' },
            refused: { text: { en: 'Could not be stopped', fr: 'Non arrêté' }, tone: 'danger' },
          },
        },
        { field: 'restored', title: { en: 'Made again', fr: 'Recréé' } },
      ],
      empty: { en: 'Nobody has done harm.', fr: 'Personne n’a nui.' },
    }),
  ],
});

export const nativePage = automod.page('/native', {
  title: { en: 'Discord’s AutoMod', fr: 'AutoMod de Discord' },
  access: 'manager',
  blocks: [
    block.markdown({
      en: 'Discord’s own AutoMod stops messages before anyone sees them, also while the bot is off, and needs no access to what members write. It takes six rules with words or patterns, and one for mentions, in which it counts members and roles together and also watches for mention raids; everything else is done by automod itself. Switch it on under **Settings**.',
      fr: 'L’AutoMod de Discord arrête les messages avant que quiconque les voie, même bot éteint, et sans accès aux textes. Il prend six règles de mots ou de motifs, et une pour les mentions, où il compte ensemble membres et rôles et guette aussi les raids de mentions ; automod fait le reste. Activez-le dans les **Réglages**.',
    }),
    block.actions([
      block.action(syncNativeRoute, {
        title: { en: 'Bring in step now', fr: 'Mettre à jour maintenant' },
        icon: 'repeat',
        done: { en: 'Done by Discord: {synced}', fr: 'Faites par Discord : {synced}' },
      }),
    ]),
    block.table(listNative, {
      title: { en: 'Who does what', fr: 'Qui fait quoi' },
      id: 'ruleId',
      columns: [
        { field: 'name', title: { en: 'Rule', fr: 'Règle' } },
        {
          field: 'state',
          title: { en: 'Done by', fr: 'Faite par' },
          as: 'badge',
          badges: {
            synced: { text: { en: 'Discord', fr: 'Discord' }, tone: 'success' },
            ours: { text: { en: 'automod', fr: 'automod' }, tone: 'neutral' },
            refused: { text: { en: 'refused', fr: 'refusée' }, tone: 'danger' },
          },
        },
        { field: 'why', title: { en: 'Why not Discord', fr: 'Pourquoi pas Discord' } },
      ],
      empty: { en: 'There are no rules.', fr: 'Il n’y a pas de règle.' },
    }),
  ],
});
