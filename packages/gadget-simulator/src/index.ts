export { type BuiltGadget, readBuiltGadget } from './built-gadget.ts';
export { type RenderOptions, renderGadget } from './render-gadget.ts';
export { definitionsOf, type GadgetRun, type RunOptions, runGadget, type VisiblePage } from './run-gadget.ts';
export { lintTtml, type TtmlProblem, type TtmlToLint } from './ttml/lint.ts';
export { type Attribute, scanTags, type Tag } from './ttml/scan.ts';
