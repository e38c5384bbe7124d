import type { Quality } from '@rendezvous/assist';
import { VisuallyHidden } from '@rendezvous/ui';
import { useStrings } from '../strings/index.ts';
import './quality-line.css';

/** How good the line is, in four numbers; each keeps its place, so that nothing beside it moves. */
export function QualityLine({ quality }: { readonly quality: Quality }) {
  const t = useStrings();
  const { roundTripMs, framesPerSecond, width, height, path } = quality;
  const entries = [
    {
      id: 'round-trip',
      name: t('quality.round-trip-name'),
      value: roundTripMs === undefined ? undefined : t('quality.round-trip', { ms: Math.round(roundTripMs) }),
    },
    {
      id: 'frames',
      name: t('quality.frames-name'),
      value:
        framesPerSecond === undefined ? undefined : t('quality.frames', { fps: Math.round(framesPerSecond) }),
    },
    {
      id: 'size',
      name: t('quality.size-name'),
      value: width === undefined || height === undefined ? undefined : t('quality.size', { width, height }),
    },
    {
      id: 'path',
      name: t('quality.path-name'),
      value: path === undefined ? undefined : t(`quality.${path}`),
    },
  ];
  return (
    <dl className="quality ui-small ui-soft ui-numbers" aria-label={t('quality.label')}>
      {entries.map(({ id, name, value }) => (
        <div key={id} data-entry={id}>
          <dt>
            <VisuallyHidden>{name}</VisuallyHidden>
          </dt>
          <dd title={name}>{value ?? '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
