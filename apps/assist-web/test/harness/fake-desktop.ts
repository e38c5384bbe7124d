/** A picture that looks a little like a desktop, as a stream. */
export function fakeDesktop(width = 1280, height = 720): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws nothing');
  const draw = (): void => {
    context.fillStyle = '#31506b';
    context.fillRect(0, 0, width, height);
    context.fillStyle = '#f5f5f0';
    context.fillRect(120, 90, 720, 470);
    context.fillStyle = '#c9ced3';
    context.fillRect(120, 90, 720, 36);
    context.fillStyle = '#22262a';
    context.fillRect(0, height - 44, width, 44);
    context.font = '22px monospace';
    context.fillText('Printers', 140, 116);
    for (let line = 0; line < 9; line++)
      context.fillRect(150, 160 + line * 40, 200 + ((line * 97) % 400), 14);
    requestAnimationFrame(draw);
  };
  draw();
  return canvas.captureStream(5);
}
