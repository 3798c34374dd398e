import { type Plugin, z } from '@guildhall/sdk';
import { type WeatherContext, weather } from './contract.ts';
import { drawForecast } from './draw-forecast.ts';
import { type Forecast, forecastOf } from './forecast.ts';

/** Where a member has no role with a colour. */
const plainColour = '#5865f2';

/** Asks again later, for everybody: the new picture answers the old one. */
const again = weather.button('again', { city: z.string().max(60) }, async (ctx, { city }) => {
  const forecast = await forecastOf(ctx, city);
  if (!forecast) return ctx.reply({ content: ctx.t('unknown', { city }), ephemeral: true });
  // discord.js, as everywhere: its calls leave through the host, which judges them and has the token.
  await ctx.interaction.message.reply({
    content: ctx.t('again.by', { member: ctx.member.name, city: forecast.city }),
    files: [{ name: 'forecast.png', attachment: Buffer.from(await picture(ctx, forecast, plainColour)) }],
  });
  return ctx.reply({ content: ctx.t('again.done'), ephemeral: true });
});

const show = weather.command({
  name: 'weather',
  description: 'The next hours of a city’s weather',
  options: { city: z.string().min(1).max(60).meta({ description: 'Its name, such as Lyon or Lyon, FR' }) },
  async run(ctx, { city }) {
    await ctx.defer();
    const forecast = await forecastOf(ctx, city);
    if (!forecast) return ctx.reply(ctx.t('unknown', { city }));
    const { member } = ctx.interaction;
    const colour = member && 'displayHexColor' in member ? member.displayHexColor : '#000000';
    return ctx.reply({
      content: ctx.t('here', { city: forecast.city }),
      files: [
        {
          name: 'forecast.png',
          data: await picture(ctx, forecast, colour === '#000000' ? plainColour : colour),
        },
      ],
      components: [again.with({ city: forecast.city.slice(0, 60) }, { label: ctx.t('again') })],
    });
  },
});

function picture(ctx: WeatherContext, forecast: Forecast, colour: string): Promise<Uint8Array> {
  const { timezone, locale } = ctx.guild;
  return ctx.image.svg(drawForecast(forecast, { timezone, locale, colour }));
}

const plugin: Plugin = weather.build(show, again);

export default plugin;
