import type { ApplicationCommandDataResolvable, ChatInputCommandInteraction, Interaction } from 'discord.js';
import {
  ActionRowBuilder,
  ChannelSelectMenuBuilder,
  MentionableSelectMenuBuilder,
  RoleSelectMenuBuilder,
  ApplicationCommandOptionType as Type,
  UserSelectMenuBuilder,
} from 'discord.js';

/** The commands of the bot that the journeys through the chat view play with. */
export const journeyCommands: ApplicationCommandDataResolvable[] = [
  {
    name: 'file',
    description: 'Files things',
    options: [
      {
        type: Type.SubcommandGroup,
        name: 'a',
        description: 'One of these',
        options: [
          {
            type: Type.Subcommand,
            name: 'report',
            description: 'A report',
            options: [
              {
                type: Type.String,
                name: 'kind',
                description: 'Of what',
                required: true,
                choices: [
                  { name: 'Damage', value: 'damage' },
                  { name: 'Loss', value: 'loss' },
                ],
              },
              {
                type: Type.Integer,
                name: 'pages',
                description: 'How many',
                required: true,
                minValue: 1,
                maxValue: 9,
              },
              { type: Type.Number, name: 'weight', description: 'In kilograms', required: true },
              { type: Type.Boolean, name: 'urgent', description: 'Now', required: true },
              { type: Type.User, name: 'by', description: 'Who', required: true },
              {
                type: Type.Channel,
                name: 'where',
                description: 'Which channel',
                required: true,
                channelTypes: [0],
              },
              { type: Type.Role, name: 'role', description: 'Which role', required: true },
              { type: Type.Mentionable, name: 'about', description: 'Whom', required: true },
              { type: Type.Attachment, name: 'proof', description: 'A picture', required: true },
            ],
          },
        ],
      },
    ],
  },
  { name: 'apply', description: 'A modal with every kind of field' },
  { name: 'more', description: 'Another modal' },
  { name: 'choose', description: 'Menus of every kind' },
  { name: 'remind', description: 'Writes to you' },
];

const modal = {
  custom_id: 'apply',
  title: 'Apply',
  components: [
    { type: 18, label: 'Why', component: { type: 4, custom_id: 'why', style: 2 } },
    {
      type: 18,
      label: 'Shift',
      component: {
        type: 21,
        custom_id: 'shift',
        required: false,
        options: [
          { label: 'Early', value: 'early' },
          { label: 'Late', value: 'late' },
        ],
      },
    },
    {
      type: 18,
      label: 'Skills',
      component: {
        type: 22,
        custom_id: 'skills',
        required: false,
        options: [
          { label: 'Reading', value: 'reading' },
          { label: 'Writing', value: 'writing' },
        ],
      },
    },
    { type: 18, label: 'I agree', component: { type: 23, custom_id: 'agree' } },
  ],
};

/** Discord takes five rows at most: the other kinds are asked for in a second one. */
const secondModal = {
  custom_id: 'more',
  title: 'More',
  components: [
    { type: 10, content: 'Who **helps** you?' },
    { type: 18, label: 'Mentor', component: { type: 5, custom_id: 'mentor' } },
    { type: 18, label: 'Proof', component: { type: 19, custom_id: 'proof', max_values: 2 } },
  ],
};

export async function answerJourneys(interaction: Interaction): Promise<void> {
  if (interaction.isModalSubmit()) {
    const fields = interaction.components.flatMap((row) =>
      'component' in row ? [JSON.parse(JSON.stringify(row.component)) as Record<string, unknown>] : [],
    );
    await interaction.reply(fields.map((it) => JSON.stringify(it.value ?? it.values)).join(' '));
  } else if (interaction.isUserSelectMenu())
    await interaction.reply(`A member: ${interaction.users.first()?.displayName}`);
  else if (interaction.isRoleSelectMenu())
    await interaction.reply(`A role: ${interaction.roles.first()?.name}`);
  else if (interaction.isMentionableSelectMenu())
    await interaction.reply(`Anyone: ${interaction.roles.first()?.name}`);
  else if (interaction.isChannelSelectMenu()) {
    const channel = interaction.channels.first();
    await interaction.reply(`A channel: ${channel && 'name' in channel ? channel.name : ''}`);
  } else if (interaction.isChatInputCommand()) await answerCommand(interaction);
}

async function answerCommand(interaction: ChatInputCommandInteraction): Promise<void> {
  const { options } = interaction;
  switch (interaction.commandName) {
    case 'file': {
      const about = options.getMentionable('about', true);
      const file = options.getAttachment('proof', true);
      await interaction.reply(
        [
          options.getString('kind', true),
          options.getInteger('pages', true),
          options.getNumber('weight', true),
          options.getBoolean('urgent', true),
          options.getUser('by', true).username,
          `#${options.getChannel('where', true).name}`,
          `@${options.getRole('role', true).name}`,
          'user' in about && about.user && 'username' in about.user ? about.user.username : '',
          `${file.name}:${file.size}`,
        ].join(' '),
      );
      break;
    }
    case 'apply':
    case 'more':
      // As plain JSON: the builders do not know every kind of field yet.
      await interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
        auth: false,
        body: { type: 9, data: interaction.commandName === 'apply' ? modal : secondModal },
      });
      break;
    case 'remind':
      await interaction.user.send('Do not forget');
      await interaction.reply('Sent');
      break;
    default:
      await interaction.reply({
        content: 'Choose from',
        components: [
          new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(
            new UserSelectMenuBuilder().setCustomId('u').setPlaceholder('A member'),
          ),
          new ActionRowBuilder<RoleSelectMenuBuilder>().addComponents(
            new RoleSelectMenuBuilder().setCustomId('r').setPlaceholder('A role'),
          ),
          new ActionRowBuilder<ChannelSelectMenuBuilder>().addComponents(
            new ChannelSelectMenuBuilder().setCustomId('c').setPlaceholder('A channel'),
          ),
          new ActionRowBuilder<MentionableSelectMenuBuilder>().addComponents(
            new MentionableSelectMenuBuilder().setCustomId('m').setPlaceholder('Anyone'),
          ),
        ],
      });
  }
}
