/** Strokes on a 24 × 24 grid. */
const paths = {
  you: 'M12 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.9-3.3 3.9-5 7.5-5s6.6 1.7 7.5 5',
  administrator: 'M12 3.5 5 6v5.500c0 4.3 2.9 7.6 7 9 4.1-1.4 7-4.7 7-9V6zM9 12l2.2 2.200L15.2 10',
  developer: 'm8.5 8-4 4 4 4M15.5 8l4 4-4 4M13.3 5.500l-2.6 13',
  time: 'M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.500V12l3 2',
  check: 'm5 12.5 4.5 4.500L19 7.5',
  browser:
    'M4 5.500h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1ZM3 9.500h18M6.2 7.500h.01M8.7 7.500h.01',
  h5: 'M20 11.500c0 4-3.6 7-8 7-1.2 0-2.3-.2-3.3-.6L4 19.500l1.3-3.600A6.5 6.5 0 0 1 4 11.500c0-4 3.6-7 8-7s8 3 8 7Z',
  gadget:
    'M8 3.500h8a1.5 1.5 0 0 1 1.5 1.500v14a1.5 1.5 0 0 1-1.5 1.500H8A1.5 1.5 0 0 1 6.5 19V5A1.5 1.5 0 0 1 8 3.500ZM10.5 17.500h3',
  copy: 'M9 8.500h9.500a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V9.500a1 1 0 0 1 1-1ZM16 8.500V5a1 1 0 0 0-1-1H5.500a1 1 0 0 0-1 1v9.500a1 1 0 0 0 1 1H8',
} as const;

export type IconName = keyof typeof paths;

/** Decoration: what it means always stands beside it in words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

/** The page's own mark: a letter folded into a wing. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path class="mark__wing" d="M4 18 28 6l-8.7 21.5-5-8.100z" />
      <path class="mark__fold" d="M28 6 14.3 19.400l-.8 6.4 3.4-4z" />
    </svg>
  );
}
