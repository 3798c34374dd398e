import { mount } from '@vue/test-utils';
import { describe, expect, test } from 'vitest';
import { defineComponent, h } from 'vue';
import { renderDiscordMarkdown } from '../src/forms/preview/discord-markdown.ts';
import { samplePlaceholder } from '../src/forms/preview/sample-placeholder.ts';
import SafeMarkdown from '../src/ui/SafeMarkdown.vue';

describe('a stranger’s readme', () => {
  const render = (source: string) => mount(SafeMarkdown, { props: { source } });

  test('HTML is shown, never run', () => {
    const page = render('Hello <img src=x onerror=alert(1)>\n\n<script>alert(1)</script>');
    expect(page.find('img, script').exists()).toBe(false);
    expect(page.text()).toContain('<script>alert(1)</script>');
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'JaVaScRiPt:alert(1)',
    '//evil.example',
    '/relative',
  ])('a link to %s is only text', (href) => {
    const page = render(`[click](${href})`);
    expect(page.find('a').exists()).toBe(false);
    expect(page.text()).toBe('click');
  });

  test('a picture becomes a link, so that nobody learns who reads', () => {
    const page = render('![diagram](https://example.org/a.png)');
    expect(page.find('img').exists()).toBe(false);
    expect(page.get('a').attributes()).toMatchObject({
      href: 'https://example.org/a.png',
      rel: 'noopener noreferrer nofollow',
    });
  });

  test('headings start below the page’s own; tables, lists and code keep their shape', () => {
    const page = render('# Top\n\n- a\n- b\n\n| x |\n|---|\n| 1 & 2 |\n\n`<b>`');
    expect(page.find('h1').exists()).toBe(false);
    expect(page.get('h2').text()).toBe('Top');
    expect(page.findAll('li')).toHaveLength(2);
    expect(page.get('td').text()).toBe('1 & 2');
    expect(page.get('code').text()).toBe('<b>');
  });
});

describe('the preview of a message', () => {
  const names = {
    placeholder: (name: string) => (name === 'user' ? '@chloé' : undefined),
    role: () => 'Regular',
    channel: () => 'general',
  };
  const render = (text: string) =>
    mount(defineComponent(() => () => h('div', renderDiscordMarkdown(text, names))));

  test('shows what members will see', () => {
    const preview = render('**Well done** {user}, see <#100000000000000001>\n> quoted');
    expect(preview.get('strong').text()).toBe('Well done');
    expect(preview.text()).toContain('@chloé, see #general');
    expect(preview.findAll('p')).toHaveLength(2);
  });

  test('leaves an unknown placeholder, and markup, as they are', () => {
    const preview = render('{nobody} <b>x</b>');
    expect(preview.find('b').exists()).toBe(false);
    expect(preview.text()).toBe('{nobody} <b>x</b>');
  });

  test('placeholders stand for recognisable things', () => {
    expect(samplePlaceholder('server', 'Café', 'chloé')).toBe('Café');
    expect(samplePlaceholder('user.mention', 'Café', 'chloé')).toBe('@chloé');
    expect(samplePlaceholder('anything', 'Café', 'chloé')).toBe('‹anything›');
  });
});
