import { useAdminTexts } from '../texts/language.ts';

const width = 360;
const height = 72;

/** So many a minute, as bars. Who does not see it is told the sums. */
export function Plot({ name, values, grave = false }: { name: string; values: readonly number[]; grave?: boolean }) {
  const { health: texts } = useAdminTexts();
  const most = Math.max(1, ...values);
  const step = width / values.length;
  const total = values.reduce((sum, value) => sum + value, 0);
  return (
    <figure class="plot">
      <figcaption>
        {name} <strong>{total}</strong>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={texts.plot(name, total, Math.max(0, ...values))}
        preserveAspectRatio="none"
      >
        <path class="plot__ground" d={`M0 ${height - 0.5}H${width}`} />
        <path
          class={grave ? 'plot__bars plot__bars--grave' : 'plot__bars'}
          d={values
            .map((value, i) => {
              const tall = (value / most) * (height - 6);
              return value === 0 ? '' : `M${i * step + 0.5} ${height}v${-tall}h${step - 1}v${tall}z`;
            })
            .join('')}
        />
      </svg>
    </figure>
  );
}
