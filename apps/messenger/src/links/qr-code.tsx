import QRCode from 'qrcode';
import { useMemo } from 'react';

/** Quiet zone around the code in modules, as the standard asks. */
const MARGIN = 4;

/** One path for all dark modules, row by row. */
export function qrPath(text: string): { readonly path: string; readonly size: number } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) =>
      modules.get(y, x) ? `M${String(x + MARGIN)} ${String(y + MARGIN)}h1v1h-1z` : '',
    ).join(''),
  );
  return { path: rows.join(''), size: modules.size + 2 * MARGIN };
}

export interface QrCodeProps {
  readonly text: string;
  /** Spoken. */
  readonly label: string;
}

/** A QR code. Dark on light in both themes, because scanners expect it. */
export function QrCode({ text, label }: QrCodeProps) {
  const { path, size } = useMemo(() => qrPath(text), [text]);
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
