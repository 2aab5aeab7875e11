import { describe, expect, it } from '@jest/globals';
import { componentRows } from '../src/coverage/components.ts';
import { lintTtml } from '../src/index.ts';

function lint(template: string, handlers?: string[]): string[] {
  return lintTtml({ path: 'p.ttml', template, ...(handlers && { handlers }) }).map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );
}

describe('a template', () => {
  it.each([
    '<view tt:if="{{a}}">1</view><view tt:elif="{{b}}">2</view><view tt:else>3</view>',
    '<block tt:for="{{list}}" tt:for-item="one" tt:for-index="n" tt:key="id"><text>{{one}}</text></block>',
    '<button bindtap="go" catchtouchmove="go" capture-bind:tap="go" bind:longtap="go" data-foo="1">x</button>',
    '<template name="t"><text>{{x}}</text></template><template is="t" data="{{x: 1}}"/>',
    '<!-- <view tt:nope> --><image src="a.png"/>',
    "<text class=\"{{a > 1 ? 'b' : 'c'}}\">a > b</text>",
    '<button bindtap="{{dynamic}}">x</button>',
    '<view\n  class="a"\n  bindtap="go"\n/>',
  ])('such as %j is right', (template) => {
    expect(lint(template, ['go'])).toEqual([]);
  });

  it.each([
    ['<view>\n  <text tt:if="{{a">x</text>\n</view>', '2:16 missing expression end'],
    ['<view><text></view>', '1:8 missing end tag'],
    ['</view>', '1:1 invalid end tag'],
    ['<view tt:elseif="{{a}}"/>', '1:7 unknown directive tt:elseif'],
    ['<view wx:if="{{a}}"/>', '1:7 unknown prefix in wx:if'],
    ['<view foo:bar="1"/>', '1:7 unknown prefix in foo:bar'],
    ['<view tt:if/>', '1:7 tt:if needs a value'],
    ['<view tt:for-item="x"/>', '1:7 tt:for-item without tt:for'],
    ['<view bindtap="a" bindtap="b"/>', '1:19 bindtap is there twice'],
    ['<div>x</div>', '1:2 <div> is neither a built-in element nor in usingComponents'],
    ['<view bindtap="stop"/>', '1:16 handler stop does not exist in the page'],
    ['<view\n  data-x="1"\n  catchtap="stop"/>', '3:13 handler stop does not exist in the page'],
    ['<view bindtap/>', '1:7 bindtap names no handler'],
  ])('such as %j is told to be wrong, and where', (template, expected) => {
    expect(lint(template, ['go', 'a', 'b'])).toEqual(expect.arrayContaining([expected]));
  });

  it.each(componentRows)('may use <$name>', ({ name }) => {
    expect(lint(`<${name}/>`)).toEqual([]);
  });

  it.each(['cover-view', 'live-player', 'movable-view', 'open-data', 'div'])('is warned of <%s>', (name) => {
    expect(lintTtml({ path: 'p', template: `<${name}/>` })).toEqual([
      expect.objectContaining({ severity: 'warning', message: expect.stringContaining('neither a built-in element') }),
    ]);
  });

  it('is not judged by handlers that nobody knows', () => {
    expect(lint('<view bindtap="anything"/>')).toEqual([]);
  });

  it('may use the components that its page declares', () => {
    expect(lintTtml({ path: 'p', template: '<my-card/>' }, ['my-card'])).toEqual([]);
  });

  it('is reported from top to bottom', () => {
    expect(lint('<view tt:no="{{a}}">\n<div></div>{{ b + }}\n</view>').map((text) => text.split(' ')[0])).toEqual([
      '1:7',
      '2:2',
      '2:19',
    ]);
  });
});
