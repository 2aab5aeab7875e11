import { allAnswering, type Options, Refusal, requiredIn } from './answer.ts';
import { type Files, storedFrom } from './files.ts';

type Draw = (context: CanvasRenderingContext2D) => unknown;

/** A picture that comes again and again; it may have to arrive first. */
class Pattern {
  readonly #picture: Promise<HTMLImageElement>;
  readonly #repetition: string;

  constructor(picture: Promise<HTMLImageElement>, repetition: string) {
    this.#picture = picture;
    this.#repetition = repetition;
  }

  async on(context: CanvasRenderingContext2D): Promise<CanvasPattern | null> {
    return context.createPattern(await this.#picture, this.#repetition);
  }
}

async function pictureOf(address: string): Promise<HTMLImageElement> {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  return picture;
}

/** Named alike in the browser, and done when `draw` is called (page "createCanvasContext"). */
const drawn = `save restore beginPath closePath moveTo lineTo quadraticCurveTo bezierCurveTo arc arcTo rect scale rotate
translate transform setTransform clearRect fillRect strokeRect fillText strokeText fill stroke clip setLineDash`.split(
  /\s+/,
);

const settings: Readonly<Record<string, string>> = {
  setLineWidth: 'lineWidth',
  setLineCap: 'lineCap',
  setLineJoin: 'lineJoin',
  setMiterLimit: 'miterLimit',
  setTextAlign: 'textAlign',
  setTextBaseline: 'textBaseline',
  setFillStyle: 'fillStyle',
  setStrokeStyle: 'strokeStyle',
  setGlobalAlpha: 'globalAlpha',
};

const properties = `${Object.values(settings).join(' ')} font lineDashOffset globalCompositeOperation shadowColor
shadowOffsetX shadowOffsetY shadowBlur`.split(/\s+/);

/** The canvas of that `canvas-id` on the page on top. */
function canvasOf(id: string): HTMLCanvasElement {
  const canvas = document.querySelector(`.sim-screen:not([hidden]) canvas[canvas-id="${CSS.escape(id)}"]`);
  if (!(canvas instanceof HTMLCanvasElement)) throw new Refusal(`no canvas with canvas-id "${id}"`);
  return canvas;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const { width, height } = canvas.getBoundingClientRect();
  if (canvas.width !== Math.round(width) || canvas.height !== Math.round(height))
    Object.assign(canvas, { width: Math.round(width), height: Math.round(height) });
  const context = canvas.getContext('2d');
  if (context === null) throw new Refusal('the browser draws no canvas');
  return context;
}

export function createCanvasFunctions(files: Files, addressOf: (path: string) => string): Record<string, unknown> {
  return {
    createCanvasContext: (id: string) => createContext(id, addressOf),
    ...allAnswering({
      async canvasToTempFilePath(options) {
        const canvas = canvasOf(requiredIn(options, 'canvasId'));
        const type = options.fileType === 'jpg' ? 'image/jpeg' : 'image/png';
        const quality = Number(options.quality ?? 1);
        const picture = await new Promise<Blob | null>((resolve) => {
          canvas.toBlob(resolve, type, quality);
        });
        if (picture === null) throw new Refusal('the canvas is empty');
        return { tempFilePath: files.keep(await storedFrom(picture), `canvas.${type.slice('image/'.length)}`) };
      },
      canvasGetImageData(options) {
        const [x, y, width, height] = areaIn(options);
        const { data } = contextOf(canvasOf(requiredIn(options, 'canvasId'))).getImageData(x, y, width, height);
        return { width, height, data };
      },
      canvasPutImageData(options) {
        const [x, y, width, height] = areaIn(options);
        const pixels = new ImageData(new Uint8ClampedArray(options.data as Uint8ClampedArray), width, height);
        contextOf(canvasOf(requiredIn(options, 'canvasId'))).putImageData(pixels, x, y);
        return undefined;
      },
    }),
  };
}

const areaIn = ({ x = 0, y = 0, width = 0, height = 0 }: Options): [number, number, number, number] => [
  Number(x),
  Number(y),
  Number(width),
  Number(height),
];

function createContext(id: string, addressOf: (path: string) => string): object {
  let waiting: Draw[] = [];
  const measuring = document.createElement('canvas').getContext('2d');
  const later = (draw: Draw): void => void waiting.push(draw);
  const set = (property: string, value: unknown): void => {
    const isPattern = value instanceof Pattern;
    if (measuring !== null && !isPattern) Reflect.set(measuring, property, value);
    later(async (context) => Reflect.set(context, property, isPattern ? await value.on(context) : value));
  };
  const context: Record<string, unknown> = {
    draw(keep = false, done?: () => void) {
      const draws = waiting;
      waiting = [];
      // What the page shows now may have come with the same change of its data.
      requestAnimationFrame(async () => {
        const canvas = canvasOf(id);
        const real = contextOf(canvas);
        if (!keep) real.reset();
        // One after the other, pictures too: what is drawn later lies above.
        for (const draw of draws) await draw(real);
        done?.();
      });
    },
    setFontSize: (size: number) => set('font', `${size}px sans-serif`),
    setShadow(x: number, y: number, blur: number, color: string) {
      const shadow = { shadowOffsetX: x, shadowOffsetY: y, shadowBlur: blur, shadowColor: color };
      for (const [name, value] of Object.entries(shadow)) set(name, value);
    },
    measureText: (text: string) => ({ width: measuring?.measureText(text).width ?? 0 }),
    createLinearGradient: (...values: [number, number, number, number]) => measuring?.createLinearGradient(...values),
    createCircularGradient: (x: number, y: number, r: number) => measuring?.createRadialGradient(x, y, 0, x, y, r),
    drawImage(source: string, ...place: [number, number]) {
      const picture = pictureOf(addressOf(source));
      later(async (real) => real.drawImage(await picture, ...place));
    },
    createPattern(source: string, repetition: string) {
      return new Pattern(pictureOf(addressOf(source)), repetition);
    },
  };
  for (const name of drawn)
    context[name] = (...values: unknown[]) =>
      later((real) => void Reflect.apply(Reflect.get(real, name), real, values));
  for (const [name, property] of Object.entries(settings)) context[name] = (value: unknown) => set(property, value);
  for (const property of properties)
    Object.defineProperty(context, property, {
      set: (value) => set(property, value),
      get: () => Reflect.get(Object(measuring), property),
    });
  return context;
}
