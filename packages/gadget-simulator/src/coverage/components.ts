import type { Provenance } from './functions.ts';

/** A built-in element and what of its page is not simulated. */
export interface ComponentRow {
  name: string;
  provenance: Provenance;
  page: string;
  /** An element that is not simulated is a box with its name, told on the screen and in the console. */
  simulated: boolean;
  missing?: { en: string; zh: string };
}

const root = 'https://open.feishu.cn/document/client-docs/gadget/component-component/basic-component';

const simulated = (page: string, en?: string, zh?: string): ComponentRow => ({
  name: page.slice(page.lastIndexOf('/') + 1),
  provenance: 'documented',
  page: `${root}/${page}`,
  simulated: true,
  ...(en !== undefined && zh !== undefined && { missing: { en, zh } }),
});

const box = (page: string, en: string, zh: string): ComponentRow => ({ ...simulated(page, en, zh), simulated: false });

export const componentRows: readonly ComponentRow[] = [
  simulated('view-container/view'),
  simulated('view-container/scroll-view'),
  simulated('view-container/swiper'),
  simulated('basic-content/icon', 'the client’s own drawings: signs stand for them', '不含客户端自带图形，以符号代替'),
  simulated('basic-content/progress', 'active-mode', 'active-mode'),
  simulated('basic-content/rich-text', 'classes of the page on its nodes', '节点上的页面样式类'),
  simulated('basic-content/text'),
  simulated('form/button'),
  simulated('form/checkbox-group'),
  box(
    'form/customized-input',
    'the field, its toolbar and its events; tt.getCustomizedInput is simulated',
    '输入框、工具栏与事件均未模拟；tt.getCustomizedInput 已模拟',
  ),
  box(
    'form/editor',
    'editing, contents, toolbar, mentions, pictures and events',
    '编辑、内容、工具栏、@ 提及、图片与事件均未模拟',
  ),
  simulated('form/form'),
  simulated('form/input', 'the keyboard on the screen: height, type, position', '屏幕键盘：高度、类型、位置'),
  simulated('form/label'),
  simulated('form/picker'),
  simulated('form/picker-view', 'mask-style', 'mask-style'),
  simulated('form/radio-group'),
  simulated('form/slider'),
  simulated('form/switch'),
  simulated(
    'form/textarea',
    'the keyboard on the screen: fixed, cursor-spacing, adjust-position, disable-default-padding',
    '屏幕键盘：fixed、cursor-spacing、adjust-position、disable-default-padding',
  ),
  box('map/map', 'map, markers, lines, controls and events', '地图、标记、线路、控件与事件均未模拟'),
  simulated('media/camera', 'frames, scanning codes, flash', '帧数据、扫码与闪光灯'),
  simulated('media/image'),
  simulated('media/video', 'the client’s own controls and full screen events', '客户端自带控件与全屏事件'),
  simulated('navigator/navigator'),
  simulated('other/canvas', 'CanvasTouch', 'CanvasTouch'),
  simulated(
    'other/web-view',
    'pages that forbid frames; binderror where a trusted page does not load; progressbar-color',
    '禁止被嵌入的网页；可信域名网页加载失败时的 binderror；progressbar-color',
  ),
];

/** Of an element that is a box: what its page tells of and is not there. Undefined for all others. */
export function notSimulated(name: string): string | undefined {
  const row = componentRows.find((one) => one.name === name && !one.simulated);
  return row?.missing?.en;
}
