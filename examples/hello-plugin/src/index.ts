import { definePlugin, field, type Plugin, renderTemplate, z } from '@guildhall/sdk';
import { en } from './locales/en.ts';
import { fr } from './locales/fr.ts';

const hello = definePlugin({
  id: 'hello',
  name: { en: 'Hello', fr: 'Bonjour' },
  description: { en: 'Greets whoever asks for it.', fr: 'Salue qui le demande.' },
  category: 'fun',
  needs: {},
  config: {
    version: 1,
    schema: z.object({
      greeting: field.messageTemplate({ variables: ['name'], maxLength: 200 }).default('Hello, {name}!'),
    }),
  },
  locales: { en, fr },
});

const wave = hello.button('wave', { to: field.member() }, (ctx, { to }) =>
  ctx.reply({ content: ctx.t('wave.back', { from: ctx.member.name, to: `<@${to}>` }) }),
);

const greet = hello.command({
  name: 'hello',
  description: 'Be greeted',
  run: (ctx) =>
    ctx.reply({
      content: renderTemplate(ctx.config.greeting, { name: ctx.member.name }),
      components: [wave.with({ to: ctx.member.id }, { label: ctx.t('wave'), emoji: '👋' })],
    }),
});

const plugin: Plugin = hello.build(greet, wave);

export default plugin;
