import { type ContextOf, definePlugin, field, z } from '@guildhall/sdk';
import { en } from './locales/en.ts';
import { fr } from './locales/fr.ts';

/** What the plugin is. */
export const weather = definePlugin({
  id: 'weather',
  name: { en: 'Weather', fr: 'Météo' },
  description: {
    en: 'Draws the next hours of a city’s weather.',
    fr: 'Dessine la météo des prochaines heures d’une ville.',
  },
  category: 'tools',
  needs: {
    'network.fetch': {
      en: 'to ask OpenWeather for the forecast',
      fr: 'pour demander les prévisions à OpenWeather',
    },
    'messages.send': {
      en: 'to answer with a newer forecast',
      fr: 'pour répondre avec une prévision plus récente',
    },
  },
  hosts: ['api.openweathermap.org'],
  config: {
    version: 1,
    schema: z.object({
      key: field.secret({ maxLength: 64 }).optional(),
      units: z.enum(['metric', 'imperial']).default('metric'),
    }),
  },
  locales: { en, fr },
});

export type WeatherContext = ContextOf<typeof weather>;
